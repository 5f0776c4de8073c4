// The camera of a gate, and the square codes in what it sees. The decoder is our own copy; it asks nobody.
const EVERY_MS = 220;
const WIDEST = 1024;
const options = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };

export async function watch(video, found) {
  const { prepareZXingModule, readBarcodes } = window.ZXingWASM;
  prepareZXingModule({ overrides: { locateFile: () => video.dataset.decoder } });
  const facing = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
  video.srcObject = await navigator.mediaDevices.getUserMedia(facing);
  await video.play();
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  for (;;) {
    const began = performance.now();
    if (video.readyState >= 2 && !document.hidden) {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const codes = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), options);
      if (codes.length && codes[0].text) await found(codes[0].text);
    }
    await new Promise((done) => { setTimeout(done, Math.max(30, EVERY_MS - (performance.now() - began))); });
  }
}

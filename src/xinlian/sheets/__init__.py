"""Tables in and out: Excel and CSV read with every bad row named, written in constant memory."""

"""The shell: settings, addresses, base pages, home, offline."""

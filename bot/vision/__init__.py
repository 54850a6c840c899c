"""Photos read by machine: bar codes, QR codes and nameplates. Optional: needs the packages of `paidan[vision]`."""

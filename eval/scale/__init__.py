"""How search holds up as the library grows: time, disk and memory for several sizes."""

import machine

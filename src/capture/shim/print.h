/* print: keeping what went through a FILE or a format. errno is as before. */
#ifndef REMEDY_CAPTURE_SHIM_PRINT_H
#define REMEDY_CAPTURE_SHIM_PRINT_H

#include <stdarg.h>
#include <stdio.h>

#include "capture/shim/shim.h"

enum { PRINT_BUFFER = 1024, PRINT_LONGEST = 16 * 1024 };

/* The descriptor behind f if what is written to it may be kept, else -1. */
int print_descriptor(FILE *f);

/* Bytes that were written to f. */
void print_stream(FILE *f, const void *bytes, size_t n);

/* A text that is about to be printed by a format. Between print_begin and
 * print_end the program's own call is made. A format reads its arguments in
 * both of them. */
struct print {
	int length; /* as vsnprintf gives it; negative: nothing is kept */
	char text[PRINT_BUFFER];
};
void print_begin(struct print *p, int fd, const char *format, va_list args);
void print_end(const struct print *p, int fd, bool printed, const char *format, va_list args);

#endif

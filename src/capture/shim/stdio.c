/* What C code prints through stdio: Python 2.7, usage messages, extension
 * modules, libstdc++'s terminate, gcc, git, node. A text counts when it is
 * printed, even if the stream is buffered. */
#include <stdarg.h>
#include <stdio.h>

#include "capture/shim/entry.h"
#include "capture/shim/print.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

extern int __overflow(FILE *f, int c);
extern int _IO_putc(int c, FILE *f);
extern int __fprintf_chk(FILE *f, int flag, const char *format, ...);
extern int __vfprintf_chk(FILE *f, int flag, const char *format, va_list args);
extern int __dprintf_chk(int fd, int flag, const char *format, ...);
extern int __vdprintf_chk(int fd, int flag, const char *format, va_list args);

EXPORT size_t
fwrite(const void *bytes, size_t size, size_t count, FILE *f)
{
	__typeof__(&fwrite) next = NEXT(fwrite);
	size_t written = next != NULL ? next(bytes, size, count, f) : 0;
	print_stream(f, bytes, written * size);
	return written;
}

EXPORT size_t
fwrite_unlocked(const void *bytes, size_t size, size_t count, FILE *f)
{
	__typeof__(&fwrite_unlocked) next = NEXT(fwrite_unlocked);
	size_t written = next != NULL ? next(bytes, size, count, f) : fwrite(bytes, size, count, f);
	if (next != NULL)
		print_stream(f, bytes, written * size);
	return written;
}

EXPORT int
fputs(const char *s, FILE *f)
{
	__typeof__(&fputs) next = NEXT(fputs);
	int result = next != NULL ? next(s, f) : EOF;
	if (result >= 0)
		print_stream(f, s, text_length(s));
	return result;
}

EXPORT int
fputs_unlocked(const char *s, FILE *f)
{
	__typeof__(&fputs_unlocked) next = NEXT(fputs_unlocked);
	if (next == NULL)
		return fputs(s, f);
	int result = next(s, f);
	if (result >= 0)
		print_stream(f, s, text_length(s));
	return result;
}

static int
put(__typeof__(&fputc) next, int c, FILE *f)
{
	int result = next != NULL ? next(c, f) : EOF;
	char byte = (char)result;
	if (result >= 0)
		print_stream(f, &byte, 1);
	return result;
}

EXPORT int(fputc)(int c, FILE *f)
{
	return put(NEXT(fputc), c, f);
}

EXPORT int(putc)(int c, FILE *f)
{
	return put(NEXT(putc), c, f);
}

EXPORT int
_IO_putc(int c, FILE *f)
{
	return put(NEXT(_IO_putc), c, f);
}

EXPORT int(fputc_unlocked)(int c, FILE *f)
{
	return put(NEXT(fputc_unlocked), c, f);
}

EXPORT int(putc_unlocked)(int c, FILE *f)
{
	return put(NEXT(putc_unlocked), c, f);
}

/* What putc_unlocked calls when it is inlined and the buffer is full, which
 * stderr's always is. With EOF it only flushes. */
EXPORT int
__overflow(FILE *f, int c)
{
	__typeof__(&__overflow) next = NEXT(__overflow);
	int result = next != NULL ? next(f, c) : EOF;
	char byte = (char)c;
	if (result >= 0 && c != EOF)
		print_stream(f, &byte, 1);
	return result;
}

/* Formats for itself only what is going to be kept: before the call, since its
 * arguments may change with it. */
static int
print_formatted(FILE *f, int flag, bool checked, const char *format, va_list args)
{
	struct print p;
	int fd = print_descriptor(f);
	va_list again;
	va_copy(again, args);
	print_begin(&p, fd, format, args);
	__typeof__(&__vfprintf_chk) check = checked ? NEXT(__vfprintf_chk) : NULL;
	__typeof__(&vfprintf) next = NEXT(vfprintf);
	int result = check != NULL ? check(f, flag, format, again) : next != NULL ? next(f, format, again) : -1;
	va_end(again);
	print_end(&p, fd, result >= 0, format, args);
	return result;
}

EXPORT int
vfprintf(FILE *f, const char *format, va_list args)
{
	return print_formatted(f, 0, false, format, args);
}

EXPORT int
fprintf(FILE *f, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int result = print_formatted(f, 0, false, format, args);
	va_end(args);
	return result;
}

EXPORT int
__vfprintf_chk(FILE *f, int flag, const char *format, va_list args)
{
	return print_formatted(f, flag, true, format, args);
}

EXPORT int
__fprintf_chk(FILE *f, int flag, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int result = print_formatted(f, flag, true, format, args);
	va_end(args);
	return result;
}

static int
print_to_descriptor(int fd, int flag, bool checked, const char *format, va_list args)
{
	struct print p;
	va_list again;
	va_copy(again, args);
	print_begin(&p, fd, format, args);
	__typeof__(&__vdprintf_chk) check = checked ? NEXT(__vdprintf_chk) : NULL;
	__typeof__(&vdprintf) next = NEXT(vdprintf);
	int result = check != NULL ? check(fd, flag, format, again) : next != NULL ? next(fd, format, again) : -1;
	va_end(again);
	print_end(&p, fd, result >= 0, format, args);
	return result;
}

static int
kept_vdprintf(int fd, const char *format, va_list args)
{
	return print_to_descriptor(fd, 0, false, format, args);
}

static int
kept_dprintf(int fd, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int result = print_to_descriptor(fd, 0, false, format, args);
	va_end(args);
	return result;
}

EXPORT int
__vdprintf_chk(int fd, int flag, const char *format, va_list args)
{
	return print_to_descriptor(fd, flag, true, format, args);
}

EXPORT int
__dprintf_chk(int fd, int flag, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int result = print_to_descriptor(fd, flag, true, format, args);
	va_end(args);
	return result;
}

ENTRY(dprintf)
ENTRY(vdprintf)

#include "capture/shim/print.h"

#include <stdio.h>

#include "capture/shim/shim.h"
#include "capture/shim/text.h"

extern __typeof__(fileno_unlocked) fileno_unlocked __attribute__((weak));
extern __typeof__(vsnprintf) vsnprintf __attribute__((weak));

int
print_descriptor(FILE *f)
{
	if (shim.ring == NULL || fileno_unlocked == NULL)
		return -1;
	int saved = shim_errno();
	int fd = fileno_unlocked(f);
	shim_errno_set(saved);
	return (fd == 1 || fd == 2) && shim.keeps[fd] ? fd : -1;
}

void
print_stream(FILE *f, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	int fd = print_descriptor(f);
	if (fd >= 0)
		tee_text(fd, bytes, n);
}

void
print_begin(struct print *p, int fd, const char *format, va_list args)
{
	p->length = -1;
	if ((fd != 1 && fd != 2) || !shim.keeps[fd] || vsnprintf == NULL)
		return;
	int saved = shim_errno(); /* the format may hold %m */
	va_list again;
	va_copy(again, args);
	p->length = vsnprintf(p->text, sizeof(p->text), format, again);
	va_end(again);
	shim_errno_set(saved);
}

/* In a frame of its own: most texts are short, and some stacks are small. */
static __attribute__((noinline)) void
print_long(int fd, size_t length, const char *format, va_list args)
{
	size_t size = length < PRINT_LONGEST ? length + 1 : PRINT_LONGEST;
	char *text = __builtin_alloca(size);
	int saved = shim_errno();
	va_list again;
	va_copy(again, args);
	if (vsnprintf(text, size, format, again) > 0)
		tee_text(fd, text, size - 1);
	va_end(again);
	shim_errno_set(saved);
}

void
print_end(const struct print *p, int fd, bool printed, const char *format, va_list args)
{
	if (p->length <= 0 || !printed)
		return;
	if ((size_t)p->length < sizeof(p->text))
		tee_text(fd, p->text, (size_t)p->length);
	else
		print_long(fd, (size_t)p->length, format, args);
}

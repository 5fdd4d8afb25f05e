/* The messages that libc writes by itself, which pass no function that can be
 * stood in front of: perror, error, warn, err, assert. What it is going to
 * write is composed here a second time and kept.
 *
 * Their order is: compose, keep, then call libc, since some do not return. */
#include <error.h>
#include <stdarg.h>
#include <stdio.h>

#include "capture/shim/entry.h"
#include "capture/shim/kernel.h"
#include "capture/shim/print.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

extern __typeof__(snprintf) snprintf __attribute__((weak));
extern __typeof__(vsnprintf) vsnprintf __attribute__((weak));
extern FILE *stderr __attribute__((weak));
extern char *program_invocation_name __attribute__((weak));
extern char *program_invocation_short_name __attribute__((weak));

extern void vwarn(const char *format, va_list args);
extern void vwarnx(const char *format, va_list args);
extern void warn(const char *format, ...);
extern void warnx(const char *format, ...);
extern void verr(int status, const char *format, va_list args) __attribute__((noreturn));
extern void verrx(int status, const char *format, va_list args) __attribute__((noreturn));
extern void err(int status, const char *format, ...) __attribute__((noreturn));
extern void errx(int status, const char *format, ...) __attribute__((noreturn));
extern void __assert_fail(const char *expression, const char *file, unsigned line, const char *function)
	__attribute__((noreturn));

/* These functions write to stderr, the stream. */
static bool
kept(void)
{
	return shim.ring != NULL && &stderr != NULL && snprintf != NULL && vsnprintf != NULL &&
	       print_descriptor(stderr) == 2;
}

static void
keep(const char *text, int length, size_t size)
{
	if (length > 0)
		tee_text(2, text, (size_t)length < size ? (size_t)length : size - 1);
}

static const char *
program(bool whole)
{
	if (whole)
		return &program_invocation_name != NULL ? program_invocation_name : "";
	return &program_invocation_short_name != NULL ? program_invocation_short_name : "";
}

/* "program: message: reason\n", as warn(3) has it; `reason` is an errno or -1. */
static void
keep_warning(int reason, const char *format, va_list args)
{
	if (!kept())
		return;
	char message[PRINT_BUFFER], text[PRINT_BUFFER + 256];
	int saved = shim_errno();
	message[0] = '\0';
	if (format != NULL) {
		va_list again;
		va_copy(again, args);
		vsnprintf(message, sizeof(message), format, again);
		va_end(again);
	}
	const char *colon = format != NULL && reason >= 0 ? ": " : "";
	shim_errno_set(reason >= 0 ? reason : 0);
	int n = reason >= 0 ? snprintf(text, sizeof(text), "%s: %s%s%m\n", program(false), message, colon)
			    : snprintf(text, sizeof(text), "%s: %s\n", program(false), message);
	keep(text, n, sizeof(text));
	shim_errno_set(saved);
}

/* There is no libc without these functions that has programs calling them. */
static __attribute__((noreturn)) void
leave(int status)
{
	for (;;)
		kernel_call(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

EXPORT void
perror(const char *s)
{
	int saved = shim_errno();
	if (kept()) {
		char text[PRINT_BUFFER];
		bool named = s != NULL && *s != '\0';
		int n = snprintf(text, sizeof(text), "%s%s%m\n", named ? s : "", named ? ": " : "");
		keep(text, n, sizeof(text));
		shim_errno_set(saved);
	}
	__typeof__(&perror) next = NEXT(perror);
	if (next != NULL)
		next(s);
}

static void
kept_vwarn(const char *format, va_list args)
{
	keep_warning(shim_errno(), format, args);
	__typeof__(&vwarn) next = NEXT(vwarn);
	if (next != NULL)
		next(format, args);
}

static void
kept_vwarnx(const char *format, va_list args)
{
	keep_warning(-1, format, args);
	__typeof__(&vwarnx) next = NEXT(vwarnx);
	if (next != NULL)
		next(format, args);
}

static void
kept_warn(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	kept_vwarn(format, args);
	va_end(args);
}

static void
kept_warnx(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	kept_vwarnx(format, args);
	va_end(args);
}

static void
kept_verr(int status, const char *format, va_list args)
{
	keep_warning(shim_errno(), format, args);
	__typeof__(&verr) next = NEXT(verr);
	if (next != NULL)
		next(status, format, args);
	leave(status);
}

static void
kept_verrx(int status, const char *format, va_list args)
{
	keep_warning(-1, format, args);
	__typeof__(&verrx) next = NEXT(verrx);
	if (next != NULL)
		next(status, format, args);
	leave(status);
}

static void
kept_err(int status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	kept_verr(status, format, args);
	/* cppcheck-suppress va_end_missing; nothing comes after: it does not return */
}

static void
kept_errx(int status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	kept_verrx(status, format, args);
	/* cppcheck-suppress va_end_missing; nothing comes after: it does not return */
}

EXPORT void
__assert_fail(const char *expression, const char *file, unsigned line, const char *function)
{
	if (kept()) {
		char text[PRINT_BUFFER];
		const char *name = program(false);
		int n = gnu_get_libc_version != NULL
				? snprintf(text, sizeof(text), "%s%s%s:%u: %s%sAssertion `%s' failed.\n", name,
					   *name != '\0' ? ": " : "", file, line, function != NULL ? function : "",
					   function != NULL ? ": " : "", expression)
				: snprintf(text, sizeof(text), "Assertion failed: %s (%s: %s: %u)\n", expression, file,
					   function != NULL ? function : "", line);
		keep(text, n, sizeof(text));
	}
	__typeof__(&__assert_fail) next = NEXT(__assert_fail);
	if (next != NULL)
		next(expression, file, line, function);
	leave(134); /* 128 + SIGABRT */
}

/* error(3) has no form that takes a va_list: its message is formatted here and
 * handed on as a whole. `line` 0 means error, else error_at_line. */
static void
error_forward(int status, int reason, const char *file, unsigned line, const char *format, va_list args)
{
	char brief[PRINT_BUFFER];
	char *message = brief;
	int saved = shim_errno();
	va_list again;
	va_copy(again, args);
	int n = vsnprintf != NULL ? vsnprintf(brief, sizeof(brief), format, again) : -1;
	va_end(again);
	if (n >= (int)sizeof(brief)) {
		message = __builtin_alloca((size_t)n + 1);
		vsnprintf(message, (size_t)n + 1, format, args);
	} else if (n < 0) {
		brief[0] = '\0';
	}
	if (kept()) {
		char text[PRINT_BUFFER + 512];
		int length;
		shim_errno_set(reason);
		if (file != NULL)
			length = snprintf(text, sizeof(text), reason != 0 ? "%s:%s:%u: %s: %m\n" : "%s:%s:%u: %s\n",
					  program(true), file, line, message);
		else
			length = snprintf(text, sizeof(text), reason != 0 ? "%s: %s: %m\n" : "%s: %s\n", program(true),
					  message);
		keep(text, length, sizeof(text));
	}
	shim_errno_set(saved);
	__typeof__(&error_at_line) next_at_line = NEXT(error_at_line);
	__typeof__(&error) next = NEXT(error);
	if (file != NULL && next_at_line != NULL)
		next_at_line(status, reason, file, line, "%s", message);
	else if (next != NULL)
		next(status, reason, "%s", message);
	if (status != 0)
		leave(status);
}

static void
kept_error(int status, int reason, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	error_forward(status, reason, NULL, 0, format, args);
	va_end(args);
}

static void
kept_error_at_line(int status, int reason, const char *file, unsigned line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	error_forward(status, reason, file, line, format, args);
	va_end(args);
}

ENTRY(warn)
ENTRY(warnx)
ENTRY(vwarn)
ENTRY(vwarnx)
ENTRY(err)
ENTRY(errx)
ENTRY(verr)
ENTRY(verrx)
ENTRY(error)
ENTRY(error_at_line)

/* AddressSanitizer's runtime asks for this before it reads ASAN_OPTIONS, and
 * would refuse to run behind a preloaded library. */
EXPORT const char *__asan_default_options(void);
EXPORT const char *
__asan_default_options(void)
{
	return "verify_asan_link_order=0";
}

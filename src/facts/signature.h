/* signature: a C function's declaration, as a native fact has it, read into
 * libffi's types. Understood are void, bool, char, all integers (with stdint.h's
 * and size_t), float, double, strings (char *), pointers to one of these, void *,
 * and structs of up to 8 such scalars written out: struct { int major; int minor; } */
#ifndef REMEDY_FACTS_SIGNATURE_H
#define REMEDY_FACTS_SIGNATURE_H

#include <ffi.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum ctype_kind { CTYPE_VOID, CTYPE_SIGNED, CTYPE_UNSIGNED, CTYPE_BOOL, CTYPE_FLOATING, CTYPE_STRUCT };

struct ctype {
	enum ctype_kind kind; /* of the value, or of what a pointer points to */
	bool is_char;
	unsigned pointers;     /* stars */
	ffi_type *ffi;         /* of what the pointer points to, if there is one */
	struct ctype *members; /* of a struct */
	size_t member_count;
};

enum { SIGNATURE_PARAMETERS = 8, SIGNATURE_MEMBERS = 8 };

struct signature {
	const char *function;
	struct ctype result;
	struct ctype parameters[SIGNATURE_PARAMETERS];
	size_t count;
};

/* NULL, with a reason in *why, where it cannot be read. */
struct signature *signature_parse(struct arena *a, const char *text, const char **why);

/* The type that libffi passes: a pointer's where there are stars. */
ffi_type *ctype_ffi(const struct ctype *t);
bool ctype_is_string(const struct ctype *t);
/* The value at p as text, "" for void; a struct's members joined by dots. */
char *ctype_print(struct arena *a, const struct ctype *t, const void *p);

#endif

#define _GNU_SOURCE
#include "facts/signature.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/lang.h"

enum { STRING_LIMIT = 1024 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

static void
skip_spaces(const char **at)
{
	*at += strspn(*at, " \t\r\n");
}

/* The word at *at, without moving; its length is 0 where there is none. */
static size_t
word_at(const char **at)
{
	size_t n = 0;
	skip_spaces(at);
	while (is_letter((*at)[n]))
		n++;
	return n;
}

static bool
take_word(const char **at, const char *word)
{
	size_t n = word_at(at);
	if (n == 0 || strlen(word) != n || strncmp(*at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

static ffi_type *
integer(size_t size, bool is_signed)
{
	switch (size) {
	case 1:
		return is_signed ? &ffi_type_sint8 : &ffi_type_uint8;
	case 2:
		return is_signed ? &ffi_type_sint16 : &ffi_type_uint16;
	case 4:
		return is_signed ? &ffi_type_sint32 : &ffi_type_uint32;
	default:
		return is_signed ? &ffi_type_sint64 : &ffi_type_uint64;
	}
}

static const struct {
	const char *name;
	size_t size;
	bool is_signed;
} typedefs[] = {
	{"size_t", sizeof(size_t), false},
	{"ssize_t", sizeof(ssize_t), true},
	{"int8_t", 1, true},
	{"uint8_t", 1, false},
	{"int16_t", 2, true},
	{"uint16_t", 2, false},
	{"int32_t", 4, true},
	{"uint32_t", 4, false},
	{"int64_t", 8, true},
	{"uint64_t", 8, false},
	{"intptr_t", sizeof(intptr_t), true},
	{"uintptr_t", sizeof(uintptr_t), false},
	{"ptrdiff_t", sizeof(ptrdiff_t), true},
};

static bool parse_type(struct arena *a, const char **at, struct ctype *t, bool members_allowed);

/* Behind "struct": { int major; int minor; } */
static bool
parse_struct(struct arena *a, const char **at, struct ctype *t)
{
	skip_spaces(at);
	if (**at != '{')
		return false;
	++*at;
	t->kind = CTYPE_STRUCT;
	t->members = arena_array(a, SIGNATURE_MEMBERS, sizeof(*t->members));
	ffi_type *type = arena_alloc(a, sizeof(*type));
	type->type = FFI_TYPE_STRUCT;
	type->elements = arena_array(a, SIGNATURE_MEMBERS + 1, sizeof(ffi_type *));
	for (skip_spaces(at); **at != '}'; skip_spaces(at)) {
		struct ctype *member = &t->members[t->member_count];
		if (t->member_count >= SIGNATURE_MEMBERS || !parse_type(a, at, member, false) ||
		    (member->kind == CTYPE_VOID && member->pointers == 0))
			return false;
		*at += word_at(at); /* the member's name */
		skip_spaces(at);
		if (**at != ';')
			return false;
		++*at;
		type->elements[t->member_count++] = ctype_ffi(member);
	}
	++*at;
	t->ffi = type;
	return t->member_count > 0;
}

static bool
parse_type(struct arena *a, const char **at, struct ctype *t, bool members_allowed)
{
	unsigned longs = 0;
	bool is_unsigned = false, is_short = false, is_int = false, base = false;
	*t = (struct ctype){.kind = CTYPE_SIGNED};
	for (;;) {
		if (take_word(at, "const") || take_word(at, "volatile"))
			continue;
		if (base && !is_int && longs == 0 && !is_unsigned && !is_short)
			break; /* a whole type: what follows is a name */
		if (take_word(at, "unsigned")) {
			is_unsigned = base = is_int = true;
		} else if (take_word(at, "signed") || take_word(at, "int")) {
			base = is_int = true;
		} else if (take_word(at, "long")) {
			longs++;
			base = is_int = true;
		} else if (take_word(at, "short")) {
			is_short = base = is_int = true;
		} else if (take_word(at, "char")) {
			t->is_char = base = is_int = true;
		} else if (base) {
			break;
		} else if (take_word(at, "void")) {
			t->kind = CTYPE_VOID;
			t->ffi = &ffi_type_void;
			base = true;
		} else if (take_word(at, "float")) {
			t->kind = CTYPE_FLOATING;
			t->ffi = &ffi_type_float;
			base = true;
		} else if (take_word(at, "double")) {
			t->kind = CTYPE_FLOATING;
			t->ffi = &ffi_type_double;
			base = true;
		} else if (take_word(at, "bool") || take_word(at, "_Bool")) {
			t->kind = CTYPE_BOOL;
			t->ffi = &ffi_type_uint8;
			base = true;
		} else if (members_allowed && take_word(at, "struct")) {
			if (!parse_struct(a, at, t))
				return false;
			base = true;
		} else {
			for (size_t n = 0; !base && n < sizeof(typedefs) / sizeof(typedefs[0]); n++)
				if (take_word(at, typedefs[n].name)) {
					t->kind = typedefs[n].is_signed ? CTYPE_SIGNED : CTYPE_UNSIGNED;
					t->ffi = integer(typedefs[n].size, typedefs[n].is_signed);
					base = true;
				}
			if (!base)
				return false;
		}
	}
	if (t->ffi == NULL) {
		size_t size = t->is_char   ? 1
			      : is_short   ? sizeof(short)
			      : longs > 1  ? sizeof(long long)
			      : longs == 1 ? sizeof(long)
					   : sizeof(int);
		t->kind = is_unsigned ? CTYPE_UNSIGNED : CTYPE_SIGNED;
		t->ffi = integer(size, !is_unsigned);
	}
	for (skip_spaces(at); **at == '*' || strncmp(*at, "const", 5) == 0; skip_spaces(at)) {
		if (**at != '*') {
			if (!take_word(at, "const"))
				break;
			continue;
		}
		t->pointers++;
		++*at;
	}
	return t->pointers <= 2;
}

ffi_type *
ctype_ffi(const struct ctype *t)
{
	return t->pointers > 0 ? &ffi_type_pointer : t->ffi;
}

bool
ctype_is_string(const struct ctype *t)
{
	return t->is_char && t->pointers == 1;
}

struct signature *
signature_parse(struct arena *a, const char *text, const char **why)
{
	struct signature *s = arena_alloc(a, sizeof(*s));
	const char *at = text;
	if (!parse_type(a, &at, &s->result, true)) {
		*why = _("the type it returns is not understood");
		return NULL;
	}
	size_t n = word_at(&at);
	s->function = arena_strndup(a, at, n);
	at += n;
	skip_spaces(&at);
	if (n == 0 || *at != '(') {
		*why = _("no function's name before \"(\"");
		return NULL;
	}
	at++;
	skip_spaces(&at);
	const char *rest = at;
	if (take_word(&rest, "void") && (skip_spaces(&rest), *rest == ')'))
		at = rest;
	while (*at != ')') {
		struct ctype *t = &s->parameters[s->count];
		if (s->count >= SIGNATURE_PARAMETERS || !parse_type(a, &at, t, false) ||
		    (t->kind == CTYPE_VOID && t->pointers == 0)) {
			*why = arena_printf(a, _("the type of parameter %zu is not understood"), s->count + 1);
			return NULL;
		}
		s->count++;
		at += word_at(&at); /* a parameter's name */
		skip_spaces(&at);
		if (*at == ',') {
			at++;
			skip_spaces(&at);
		} else if (*at != ')') {
			*why = arena_printf(a, _("\",\" or \")\" is missing after parameter %zu"), s->count);
			return NULL;
		}
	}
	at++;
	skip_spaces(&at);
	if (*at != '\0' && *at != ';') {
		*why = _("something follows the closing \")\"");
		return NULL;
	}
	return s;
}

static long long
integer_at(const struct ctype *t, const void *p)
{
	bool is_signed = t->kind == CTYPE_SIGNED;
	int8_t i8;
	int16_t i16;
	int32_t i32;
	int64_t i64;
	switch (t->ffi->size) {
	case 1:
		memcpy(&i8, p, 1);
		return is_signed ? i8 : (long long)(uint8_t)i8;
	case 2:
		memcpy(&i16, p, 2);
		return is_signed ? i16 : (long long)(uint16_t)i16;
	case 4:
		memcpy(&i32, p, 4);
		return is_signed ? i32 : (long long)(uint32_t)i32;
	default:
		memcpy(&i64, p, 8);
		return i64;
	}
}

static char *
print_scalar(struct arena *a, const struct ctype *t, const void *p)
{
	if (t->pointers > 0) {
		const char *s;
		memcpy(&s, p, sizeof(s));
		if (s == NULL)
			return NULL;
		return ctype_is_string(t) ? arena_strndup(a, s, strnlen(s, STRING_LIMIT))
					  : arena_printf(a, "%p", (const void *)s);
	}
	switch (t->kind) {
	case CTYPE_SIGNED:
		return arena_printf(a, "%lld", integer_at(t, p));
	case CTYPE_UNSIGNED:
		return arena_printf(a, "%llu", (unsigned long long)integer_at(t, p));
	case CTYPE_BOOL:
		return arena_strdup(a, integer_at(t, p) != 0 ? "true" : "false");
	case CTYPE_FLOATING: {
		double d;
		if (t->ffi == &ffi_type_float) {
			float f;
			memcpy(&f, p, sizeof(f));
			d = (double)f;
		} else {
			memcpy(&d, p, sizeof(d));
		}
		return arena_printf(a, "%.15g", d);
	}
	default:
		return arena_strdup(a, "");
	}
}

char *
ctype_print(struct arena *a, const struct ctype *t, const void *p)
{
	if (t->kind != CTYPE_STRUCT || t->pointers > 0)
		return print_scalar(a, t, p);
	size_t offsets[SIGNATURE_MEMBERS];
	struct buf out = buf_new(a);
	if (ffi_get_struct_offsets(FFI_DEFAULT_ABI, t->ffi, offsets) != FFI_OK)
		return NULL;
	for (size_t n = 0; n < t->member_count; n++) {
		const char *member = print_scalar(a, &t->members[n], (const char *)p + offsets[n]);
		buf_printf(&out, "%s%s", n == 0 ? "" : ".", member == NULL ? "" : member);
	}
	return out.text;
}

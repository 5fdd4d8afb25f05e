#define _GNU_SOURCE
#include "facts/marker.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "facts/distribution.h"
#include "facts/version.h"

enum { DEPTH = 32 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.";

struct reading {
	struct arena *arena;
	const char *at;
	const struct environment *environment;
	bool malformed;
	int depth;
};

/* A variable or a text in quotes. */
struct operand {
	const char *value; /* NULL: not known */
	bool extra;
};

static enum marker_answer either(struct reading *r);

static void
skip_blanks(struct reading *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static bool
take(struct reading *r, const char *word)
{
	size_t n = strlen(word);
	skip_blanks(r);
	if (strncmp(r->at, word, n) != 0 ||
	    (isalpha((unsigned char)*word) && strchr(letters, r->at[n]) != NULL && r->at[n] != '\0'))
		return false;
	r->at += n;
	return true;
}

static bool
variable_read(struct reading *r, struct operand *o)
{
	static const struct {
		const char *name;
		size_t offset;
	} all[] = {
		{"os_name", offsetof(struct environment, os_name)},
		{"sys_platform", offsetof(struct environment, sys_platform)},
		{"platform_machine", offsetof(struct environment, platform_machine)},
		{"platform_python_implementation", offsetof(struct environment, platform_python_implementation)},
		{"platform_release", offsetof(struct environment, platform_release)},
		{"platform_system", offsetof(struct environment, platform_system)},
		{"platform_version", offsetof(struct environment, platform_version)},
		{"python_version", offsetof(struct environment, python_version)},
		{"python_full_version", offsetof(struct environment, python_full_version)},
		{"implementation_name", offsetof(struct environment, implementation_name)},
		{"implementation_version", offsetof(struct environment, implementation_version)},
		{"extra", offsetof(struct environment, extra)},
		/* As they were called before PEP 508. */
		{"os.name", offsetof(struct environment, os_name)},
		{"sys.platform", offsetof(struct environment, sys_platform)},
		{"platform.version", offsetof(struct environment, platform_version)},
		{"platform.machine", offsetof(struct environment, platform_machine)},
		{"platform.python_implementation", offsetof(struct environment, platform_python_implementation)},
		{"python_implementation", offsetof(struct environment, platform_python_implementation)},
	};
	size_t n = strspn(r->at, letters);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strlen(all[i].name) == n && memcmp(all[i].name, r->at, n) == 0) {
			const void *field = (const char *)r->environment + all[i].offset;
			o->value = *(const char *const *)field;
			o->extra = strcmp(all[i].name, "extra") == 0;
			r->at += n;
			return true;
		}
	return false;
}

static bool
operand_read(struct reading *r, struct operand *o)
{
	*o = (struct operand){0};
	skip_blanks(r);
	if (*r->at != '"' && *r->at != '\'')
		return variable_read(r, o);
	const char *end = strchr(r->at + 1, *r->at);
	if (end == NULL)
		return false;
	o->value = arena_strndup(r->arena, r->at + 1, (size_t)(end - r->at - 1));
	r->at = end + 1;
	return true;
}

static enum marker_answer
holds(bool truth)
{
	return truth ? MARKER_HOLDS : MARKER_FAILS;
}

/* As versions where both sides are some, else as Python compares two texts. */
static enum marker_answer
compare(struct arena *a, const char *left, const char *op, const char *right)
{
	if (version_valid(left) && strpbrk(right, " ,|") == NULL) {
		enum fit_answer fit = version_fits(left, arena_printf(a, "%s%s", op, right));
		if (fit != VERSION_UNKNOWN)
			return holds(fit == VERSION_FITS);
	}
	int order = strcmp(left, right);
	if (strcmp(op, "==") == 0 || strcmp(op, "===") == 0)
		return holds(order == 0);
	if (strcmp(op, "!=") == 0)
		return holds(order != 0);
	if (strcmp(op, "<=") == 0)
		return holds(order <= 0);
	if (strcmp(op, ">=") == 0)
		return holds(order >= 0);
	if (strcmp(op, "<") == 0)
		return holds(order < 0);
	return strcmp(op, ">") == 0 ? holds(order > 0) : MARKER_UNKNOWN;
}

static enum marker_answer
comparison(struct reading *r)
{
	static const char *const operators[] = {"===", "==", "~=", "!=", "<=", ">=", "<", ">", "in", "not"};
	struct operand left, right;
	const char *op = NULL;
	if (!operand_read(r, &left)) {
		r->malformed = true;
		return MARKER_UNKNOWN;
	}
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]) && op == NULL; i++)
		op = take(r, operators[i]) ? operators[i] : NULL;
	if (op == NULL || (*op == 'n' && !take(r, "in")) || !operand_read(r, &right)) {
		r->malformed = true;
		return MARKER_UNKNOWN;
	}
	if (left.value == NULL || right.value == NULL)
		return MARKER_UNKNOWN;
	if (*op == 'i' || *op == 'n')
		return holds((strstr(right.value, left.value) != NULL) == (*op == 'i'));
	if (left.extra || right.extra) /* names of extras are written in more ways than one */
		return compare(r->arena, arena_printf(r->arena, "-%s", distribution_normal(r->arena, left.value)), op,
			       arena_printf(r->arena, "-%s", distribution_normal(r->arena, right.value)));
	return compare(r->arena, left.value, op, right.value);
}

static enum marker_answer
term(struct reading *r)
{
	if (!take(r, "("))
		return comparison(r);
	enum marker_answer answer = ++r->depth > DEPTH ? MARKER_UNKNOWN : either(r);
	r->malformed = r->malformed || r->depth > DEPTH || !take(r, ")");
	r->depth--;
	return answer;
}

static enum marker_answer
all(struct reading *r)
{
	enum marker_answer answer = term(r);
	while (!r->malformed && take(r, "and")) {
		enum marker_answer other = term(r);
		if (answer == MARKER_FAILS || other == MARKER_FAILS)
			answer = MARKER_FAILS;
		else if (other == MARKER_UNKNOWN)
			answer = other;
	}
	return answer;
}

static enum marker_answer
either(struct reading *r)
{
	enum marker_answer answer = all(r);
	while (!r->malformed && take(r, "or")) {
		enum marker_answer other = all(r);
		if (answer == MARKER_HOLDS || other == MARKER_HOLDS)
			answer = MARKER_HOLDS;
		else if (other == MARKER_UNKNOWN)
			answer = other;
	}
	return answer;
}

enum marker_answer
marker_holds(struct arena *a, const char *text, const struct environment *e)
{
	struct reading r = {.arena = a, .at = text, .environment = e};
	skip_blanks(&r);
	if (*r.at == '\0')
		return MARKER_HOLDS;
	enum marker_answer answer = either(&r);
	skip_blanks(&r);
	return r.malformed || *r.at != '\0' ? MARKER_UNKNOWN : answer;
}

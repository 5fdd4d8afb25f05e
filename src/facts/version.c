#include "facts/version.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 16, DIGITS = 18, STAGE_DEV = -4, STAGE_FINAL = 0 };

static const char digits[] = "0123456789", letters_and_digits[] = "abcdefghijklmnopqrstuvwxyz"
								  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* 1!2.3rc1.post2.dev3+cu121. */
struct version {
	long long epoch, release[PARTS];
	int parts;
	int stage; /* of the release itself: a, b, rc before it; final 0 */
	long long pre, post, dev;
	const char *local; /* what stands behind +, in the text that was read */
	size_t local_size;
	bool wild; /* ends in .* */
};

static bool
number(const char **s, const char *end, long long *value)
{
	size_t n = strspn(*s, digits);
	if (n == 0 || n > DIGITS || *s + n > end)
		return false;
	*value = strtoll(*s, NULL, 10);
	*s += n;
	return true;
}

/* A word of a version with what may separate it from its neighbours, ".post",
 * "-r", and its number, which is 0 where none is written. */
static bool
word(const char **s, const char *end, const char *text, long long *value)
{
	size_t n = strlen(text);
	const char *at = *s;
	at += at < end && strchr(".-_", *at) != NULL;
	if ((size_t)(end - at) < n || strncasecmp(at, text, n) != 0 || (at + n < end && isalpha((unsigned char)at[n])))
		return false;
	at += n;
	*value = 0;
	const char *behind = at + (at < end && strchr(".-_", *at) != NULL);
	if (behind < end && isdigit((unsigned char)*behind)) {
		at = behind;
		if (!number(&at, end, value))
			return false;
	}
	*s = at;
	return true;
}

/* +ubuntu.1: letters and digits in parts. */
static bool
local_read(const char **s, const char *end, struct version *v)
{
	v->local = *s + 1;
	const char *at = v->local;
	for (;; at++) {
		size_t n = strspn(at, letters_and_digits);
		if (n == 0 || at + n > end)
			return false;
		at += n;
		if (at == end)
			break;
		if (strchr(".-_", *at) == NULL)
			return false;
	}
	v->local_size = (size_t)(at - v->local);
	*s = at;
	return true;
}

/* The whole of s up to `end`. */
static bool
version_read(const char *s, const char *end, struct version *v)
{
	static const struct {
		const char *name;
		int stage;
	} stages[] = {{"alpha", -3}, {"a", -3}, {"beta", -2},    {"b", -2},
		      {"rc", -1},    {"c", -1}, {"preview", -1}, {"pre", -1}};
	*v = (struct version){.post = -1, .dev = -1};
	s += s < end && (*s == 'v' || *s == 'V');
	if (!number(&s, end, &v->release[0]))
		return false;
	if (s < end && *s == '!') {
		s++;
		v->epoch = v->release[0];
		if (!number(&s, end, &v->release[0]))
			return false;
	}
	v->parts = 1;
	while (end - s > 1 && s[0] == '.' && isdigit((unsigned char)s[1])) {
		s++;
		if (v->parts == PARTS || !number(&s, end, &v->release[v->parts++]))
			return false;
	}
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]) && v->stage == STAGE_FINAL; i++)
		if (word(&s, end, stages[i].name, &v->pre))
			v->stage = stages[i].stage;
	if (end - s > 1 && *s == '-' && isdigit((unsigned char)s[1])) { /* 1.0-1 is 1.0.post1 */
		s++;
		if (!number(&s, end, &v->post))
			return false;
	} else if (!word(&s, end, "post", &v->post) && !word(&s, end, "rev", &v->post)) {
		word(&s, end, "r", &v->post);
	}
	if (end - s == 2 && memcmp(s, ".*", 2) == 0) {
		v->wild = true;
		return true;
	}
	word(&s, end, "dev", &v->dev);
	return s == end || (*s == '+' && local_read(&s, end, v));
}

static int
sign(long long difference)
{
	return difference < 0 ? -1 : difference > 0;
}

static int
release_compare(const struct version *x, const struct version *y, int parts)
{
	int order = sign(x->epoch - y->epoch);
	for (int i = 0; i < parts && order == 0; i++)
		order = sign(x->release[i] - y->release[i]);
	return order;
}

/* A development release of a final release comes before all of its others. */
static int
stage_of(const struct version *v)
{
	return v->stage == STAGE_FINAL && v->post < 0 && v->dev >= 0 ? STAGE_DEV : v->stage;
}

/* A development release comes before what it leads to, and a post release after.
 * No specifier asks for the order of local versions. */
static int
public_compare(const struct version *x, const struct version *y)
{
	int order = release_compare(x, y, PARTS);
	if (order == 0)
		order = sign(stage_of(x) - stage_of(y));
	if (order == 0)
		order = sign(x->pre - y->pre);
	if (order == 0)
		order = sign(x->post - y->post);
	if (order == 0)
		order = x->dev < 0 || y->dev < 0 ? (x->dev < 0) - (y->dev < 0) : sign(x->dev - y->dev);
	return order;
}

/* "Ubuntu-01" is "ubuntu.1". */
static bool
local_same(const struct version *x, const struct version *y)
{
	const char *p = x->local, *q = y->local;
	if (p == NULL || q == NULL)
		return p == q;
	const char *p_end = p + x->local_size, *q_end = q + y->local_size;
	for (;; p++, q++) {
		size_t n = strspn(p, letters_and_digits), m = strspn(q, letters_and_digits);
		if (strspn(p, digits) == n && strspn(q, digits) == m)
			for (; n > 1 && *p == '0'; n--)
				p++;
		if (strspn(q, digits) == m)
			for (; m > 1 && *q == '0'; m--)
				q++;
		if (n != m || strncasecmp(p, q, n) != 0)
			return false;
		p += n;
		q += m;
		if (p >= p_end || q >= q_end)
			return p >= p_end && q >= q_end;
	}
}

static bool
begins_with(const struct version *v, const struct version *prefix)
{
	if (prefix->stage == STAGE_FINAL && prefix->post < 0)
		return release_compare(v, prefix, prefix->parts) == 0;
	return release_compare(v, prefix, PARTS) == 0 && v->stage == prefix->stage && v->pre == prefix->pre &&
	       (prefix->post < 0 || v->post == prefix->post);
}

/* Every operator but ===, which knows no versions. */
static enum fit_answer
one_fits(const struct version *v, const char *op, const struct version *wanted)
{
	bool pre = v->stage < 0 || v->dev >= 0, wanted_pre = wanted->stage < 0 || wanted->dev >= 0;
	bool equality = strcmp(op, "==") == 0 || strcmp(op, "!=") == 0;
	int order = public_compare(v, wanted), same = release_compare(v, wanted, PARTS);
	if (!equality && (wanted->wild || wanted->local != NULL))
		return VERSION_UNKNOWN;
	if (wanted->wild)
		return begins_with(v, wanted) == (op[0] == '=');
	if (equality)
		return (order == 0 && (wanted->local == NULL || local_same(v, wanted))) == (op[0] == '=');
	if (strcmp(op, "<=") == 0)
		return order <= 0;
	if (strcmp(op, ">=") == 0)
		return order >= 0;
	if (strcmp(op, "<") == 0) /* 2.0rc1 is not asked for by <2 */
		return order < 0 && !(same == 0 && pre && !wanted_pre);
	if (strcmp(op, ">") == 0)
		return order > 0 && !(same == 0 && v->post >= 0 && wanted->post < 0);
	if (strcmp(op, "~=") == 0 && wanted->parts > 1)
		return order >= 0 && release_compare(v, wanted, wanted->parts - 1) == 0;
	return VERSION_UNKNOWN;
}

static enum fit_answer
specifier_fits(const char *version, const char *op, const char *s, size_t size)
{
	struct version v, wanted;
	if (size == 0)
		return VERSION_UNKNOWN;
	if (strcmp(op, "===") == 0)
		return strlen(version) == size && strncasecmp(version, s, size) == 0;
	if (!version_read(version, version + strlen(version), &v) || v.wild || !version_read(s, s + size, &wanted))
		return VERSION_UNKNOWN;
	return one_fits(&v, op, &wanted);
}

/* An operator of PEP 440 at s, stored whole; its length, or 0. */
static size_t
operator_read(const char *s, char op[4])
{
	static const char *const all[] = {"===", "~=", "==", "!=", "<=", ">=", "<", ">"};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strncmp(s, all[i], strlen(all[i])) == 0) {
			strcpy(op, all[i]);
			return strlen(all[i]);
		}
	return 0;
}

static enum fit_answer
both(enum fit_answer x, enum fit_answer y)
{
	if (x == VERSION_UNKNOWN || y == VERSION_UNKNOWN)
		return VERSION_UNKNOWN;
	return x == VERSION_FITS ? y : x;
}

/* One alternative, up to `end`. */
static enum fit_answer
list_fits(const char *version, const char *s, const char *end)
{
	enum fit_answer answer = VERSION_FITS;
	while ((s += strspn(s, " \t,")) < end) {
		char op[4];
		size_t n = operator_read(s, op);
		if (n == 0)
			return VERSION_UNKNOWN;
		s += n;
		s += strspn(s, " \t");
		size_t size = strcspn(s, " \t,|");
		answer = both(answer, specifier_fits(version, op, s, size));
		s += size;
	}
	return answer;
}

enum fit_answer
version_fits(const char *version, const char *specifiers)
{
	enum fit_answer answer = VERSION_VIOLATES;
	if (!version_valid(version) && strncmp(specifiers, "===", 3) != 0)
		return VERSION_UNKNOWN;
	for (const char *s = specifiers;;) {
		const char *end = s + strcspn(s, "|");
		enum fit_answer one = list_fits(version, s, end);
		if (one == VERSION_UNKNOWN)
			return one;
		if (one == VERSION_FITS)
			answer = one;
		if (*end == '\0')
			return answer;
		if (end[1] != '|')
			return VERSION_UNKNOWN;
		s = end + 2;
	}
}

bool
version_valid(const char *version)
{
	struct version v;
	return version_read(version, version + strlen(version), &v) && !v.wild;
}

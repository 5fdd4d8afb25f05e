#include "facts/version.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 8, DIGITS = 9 };

/* 1!2.3rc1.post2.dev3, without what stands behind +. */
struct version {
	long epoch, release[PARTS];
	int parts;
	int stage; /* of the release itself: a, b, rc before it; final 0 */
	long pre, post, dev;
	bool wild; /* ends in .* */
};

static bool
number(const char **s, long *value)
{
	size_t digits = strspn(*s, "0123456789");
	if (digits == 0 || digits > DIGITS)
		return false;
	*value = strtol(*s, NULL, 10);
	*s += digits;
	return true;
}

static bool
word(const char **s, const char *text)
{
	size_t n = strlen(text);
	const char *at = *s + strspn(*s, ".-_");
	if (strncasecmp(at, text, n) != 0 || isalpha((unsigned char)at[n]))
		return false;
	*s = at + n + strspn(at + n, ".-_");
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
	s += *s == 'v';
	if (!number(&s, &v->release[0]))
		return false;
	if (*s == '!') {
		s++;
		v->epoch = v->release[0];
		if (!number(&s, &v->release[0]))
			return false;
	}
	v->parts = 1;
	while (s < end && s[0] == '.' && (isdigit((unsigned char)s[1]) || s[1] == '*')) {
		s++;
		if (*s == '*') {
			v->wild = true;
			return s + 1 == end;
		}
		if (v->parts == PARTS || !number(&s, &v->release[v->parts++]))
			return false;
	}
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]) && v->stage == 0; i++) {
		if (word(&s, stages[i].name)) {
			v->stage = stages[i].stage;
			number(&s, &v->pre);
		}
	}
	if (word(&s, "post") || word(&s, "rev")) {
		v->post = 0;
		number(&s, &v->post);
	}
	if (word(&s, "dev")) {
		v->dev = 0;
		number(&s, &v->dev);
	}
	return s == end || *s == '+';
}

static int
sign(long difference)
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

/* A development release comes before what it leads to, and a post release after. */
static int
version_compare(const struct version *x, const struct version *y)
{
	int order = release_compare(x, y, PARTS);
	bool lone_x = x->stage == 0 && x->post < 0 && x->dev >= 0, lone_y = y->stage == 0 && y->post < 0 && y->dev >= 0;
	if (order == 0)
		order = sign((lone_x ? -4 : x->stage) - (lone_y ? -4 : y->stage));
	if (order == 0)
		order = sign(x->pre - y->pre);
	if (order == 0)
		order = sign(x->post - y->post);
	if (order == 0)
		order = sign((x->dev < 0 ? 1L << 40 : x->dev) - (y->dev < 0 ? 1L << 40 : y->dev));
	return order;
}

static enum fit_answer
one_fits(const struct version *v, const char *operator, const struct version * wanted)
{
	bool pre = v->stage < 0 || v->dev >= 0, wanted_pre = wanted->stage < 0 || wanted->dev >= 0;
	int order = version_compare(v, wanted), same = release_compare(v, wanted, PARTS);
	if (wanted->wild && strcmp(operator, "==") != 0 && strcmp(operator, "!=") != 0)
		return VERSION_UNKNOWN;
	if (wanted->wild)
		return (release_compare(v, wanted, wanted->parts) == 0) == (operator[0] == '=');
	if (strcmp(operator, "==") == 0)
		return order == 0;
	if (strcmp(operator, "!=") == 0)
		return order != 0;
	if (strcmp(operator, "<=") == 0)
		return order <= 0;
	if (strcmp(operator, ">=") == 0)
		return order >= 0;
	if (strcmp(operator, "<") == 0) /* 2.0rc1 is not asked for by <2 */
		return order < 0 && !(same == 0 && pre && !wanted_pre);
	if (strcmp(operator, ">") == 0)
		return order > 0 && !(same == 0 && v->post >= 0 && wanted->post < 0);
	if (strcmp(operator, "~=") == 0 && wanted->parts > 1)
		return order >= 0 && release_compare(v, wanted, wanted->parts - 1) == 0;
	return VERSION_UNKNOWN;
}

enum fit_answer
version_fits(const char *version, const char *specifiers)
{
	struct version v, wanted;
	if (!version_read(version, version + strlen(version), &v))
		return VERSION_UNKNOWN;
	enum fit_answer answer = VERSION_FITS;
	for (const char *s = specifiers; *(s += strspn(s, " ,")) != '\0';) {
		char operator[4] = "";
		size_t n = strspn(s, "<>=!~");
		if (n == 0 || n > 2)
			return VERSION_UNKNOWN;
		memcpy(operator, s, n);
		s += n + strspn(s + n, " ");
		size_t size = strcspn(s, " ,");
		if (!version_read(s, s + size, &wanted))
			return VERSION_UNKNOWN;
		s += size;
		enum fit_answer one = one_fits(&v, operator, & wanted);
		if (one == VERSION_UNKNOWN)
			return one;
		if (one == VERSION_VIOLATES)
			answer = one;
	}
	return answer;
}

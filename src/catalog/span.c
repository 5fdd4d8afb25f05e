#include "catalog/span.h"

#include <stddef.h>
#include <string.h>

const char *
span_past(const char *p, const char *end, char close)
{
	while (p < end && *p != close)
		p++;
	return p < end ? p + 1 : end;
}

const char *
span_escape(const char *p, const char *end)
{
	if (p >= end)
		return end;
	char c = *p++;
	if (c == 'c')
		return p < end ? p + 1 : end;
	if (strchr("xpPkgoNuU", c) != NULL && p < end) {
		if (*p == '{')
			return span_past(p, end, '}');
		if (*p == '<')
			return span_past(p, end, '>');
		if (*p == '\'')
			return span_past(p + 1, end, '\'');
		if (c == 'p' || c == 'P')
			return p + 1;
		if (c == 'x' || c == 'g') {
			while (p < end && strchr("0123456789abcdefABCDEF+-", *p) != NULL && *p != '\0')
				p++;
			return p;
		}
		return p;
	}
	if (c >= '0' && c <= '9')
		while (p < end && *p >= '0' && *p <= '9')
			p++;
	return p;
}

const char *
span_class(const char *p, const char *end)
{
	p++;
	if (p < end && *p == '^')
		p++;
	if (p < end && *p == ']')
		p++;
	while (p < end && *p != ']') {
		if (*p == '\\' && p + 1 < end) {
			p += 2;
		} else if (*p == '[' && p + 1 < end && (p[1] == ':' || p[1] == '.' || p[1] == '=')) {
			char kind = p[1];
			const char *q = p + 2;
			while (q + 1 < end && !(q[0] == kind && q[1] == ']') && *q != ']')
				q++;
			p = q + 1 < end && q[0] == kind ? q + 2 : p + 1;
		} else {
			p++;
		}
	}
	return p < end ? p + 1 : end;
}

const char *
span_group(const char *p, const char *end, bool *alternatives)
{
	size_t depth = 0;
	while (p < end) {
		if (*p == '\\') {
			p = span_escape(p + 1, end);
		} else if (*p == '[') {
			p = span_class(p, end);
		} else if (*p == '(' && p + 2 < end && p[1] == '?' && p[2] == '#') {
			p = span_past(p, end, ')');
		} else {
			if (*p == '(')
				depth++;
			if (*p == ')' && depth-- == 0)
				return p;
			if (*p == '|' && depth == 0)
				*alternatives = true;
			p++;
		}
	}
	return end;
}

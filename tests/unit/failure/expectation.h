/* expectation: what a test says of a parsed run, as "path: value" lines, so that
 * a case is data.
 *
 *   count                how many failures there are (outermost of each chain)
 *   root                 "none" if there is none, else its type
 *   root.FIELD           a field of the root
 *   0.FIELD              of the first failure, and so on; -1 of the last
 *   text                 the cleaned text
 *
 * FIELD: kind type name message origin link signal file line source caret
 * ("3-7") frames (how many) frame.N.(file line function source caret; -1 is the
 * last) user.(the same, of failure_user_frame) notes note.N members member.N.FIELD
 * cause.FIELD cause ("none" if there is none).
 * In values, \n is a newline and \t a tab; a field that is NULL is "none". A value
 * that ends in … or ... is compared up to there, one that begins so from there. */
#ifndef REMEDY_TESTS_EXPECTATION_H
#define REMEDY_TESTS_EXPECTATION_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "failure/failure.h"

static const char *
expectation_number(struct arena *a, long n)
{
	return arena_printf(a, "%ld", n);
}

static const char *
expectation_caret(struct arena *a, int from, int to)
{
	return from == 0 ? "none" : arena_printf(a, "%d-%d", from, to);
}

/* Takes "N." or "N" off the path; the index from the end if negative. */
static bool
expectation_index(const char **path, size_t count, size_t *index)
{
	char *end;
	long n = strtol(*path, &end, 10);
	if (end == *path)
		return false;
	if (n < 0)
		n += (long)count;
	if (n < 0 || (size_t)n >= count)
		return false;
	*index = (size_t)n;
	*path = *end == '.' ? end + 1 : end;
	return true;
}

static const char *
expectation_frame(struct arena *a, const struct frame *frame, const char *field)
{
	if (frame == NULL)
		return "none";
	if (strcmp(field, "file") == 0)
		return frame->file;
	if (strcmp(field, "line") == 0)
		return expectation_number(a, frame->line);
	if (strcmp(field, "function") == 0)
		return frame->function;
	if (strcmp(field, "source") == 0)
		return frame->source;
	if (strcmp(field, "caret") == 0)
		return expectation_caret(a, frame->caret_from, frame->caret_to);
	return "(no such field)";
}

static size_t
expectation_count(const void *list)
{
	const void *const *all = list;
	size_t n = 0;
	while (all != NULL && all[n] != NULL)
		n++;
	return n;
}

static const char *
expectation_field(struct arena *a, const struct failure *f, const char *path)
{
	static const char *const kinds[] = {"exception", "panic", "fatal", "signal", "tool"};
	static const char *const links[] = {"none", "cause", "context", "panic", "inner"};
	size_t index;
	if (strncmp(path, "cause.", 6) == 0)
		return f->cause != NULL ? expectation_field(a, f->cause, path + 6) : "none";
	if (strcmp(path, "cause") == 0)
		return f->cause != NULL ? f->cause->type : "none";
	if (strncmp(path, "member.", 7) == 0) {
		path += 7;
		if (!expectation_index(&path, expectation_count(f->members), &index))
			return "(no such member)";
		return expectation_field(a, f->members[index], path);
	}
	if (strncmp(path, "frame.", 6) == 0) {
		path += 6;
		if (!expectation_index(&path, f->frame_count, &index))
			return "(no such frame)";
		return expectation_frame(a, &f->frames[index], path);
	}
	if (strncmp(path, "user.", 5) == 0)
		return expectation_frame(a, failure_user_frame(f), path + 5);
	if (strncmp(path, "note.", 5) == 0) {
		path += 5;
		if (!expectation_index(&path, expectation_count(f->notes), &index))
			return "(no such note)";
		return f->notes[index];
	}
	if (strcmp(path, "kind") == 0)
		return kinds[f->kind];
	if (strcmp(path, "type") == 0)
		return f->type;
	if (strcmp(path, "name") == 0)
		return f->name;
	if (strcmp(path, "message") == 0)
		return f->message;
	if (strcmp(path, "origin") == 0)
		return f->origin;
	if (strcmp(path, "link") == 0)
		return links[f->link];
	if (strcmp(path, "signal") == 0)
		return expectation_number(a, f->signal);
	if (strcmp(path, "file") == 0)
		return f->file;
	if (strcmp(path, "line") == 0)
		return expectation_number(a, f->line);
	if (strcmp(path, "source") == 0)
		return f->source;
	if (strcmp(path, "caret") == 0)
		return expectation_caret(a, f->caret_from, f->caret_to);
	if (strcmp(path, "frames") == 0)
		return expectation_number(a, (long)f->frame_count);
	if (strcmp(path, "notes") == 0)
		return expectation_number(a, (long)expectation_count(f->notes));
	if (strcmp(path, "members") == 0)
		return expectation_number(a, (long)expectation_count(f->members));
	if (strcmp(path, "process") == 0)
		return f->process == NULL ? "none" : expectation_number(a, f->process->pid);
	return "(no such field)";
}

static const char *
expectation_value(struct arena *a, const struct failures *f, const char *path)
{
	size_t index;
	if (strcmp(path, "count") == 0)
		return expectation_number(a, (long)f->count);
	if (strcmp(path, "text") == 0)
		return f->text;
	if (strcmp(path, "root") == 0)
		return f->root != NULL ? f->root->type : "none";
	if (strncmp(path, "root.", 5) == 0)
		return f->root != NULL ? expectation_field(a, f->root, path + 5) : "(no root)";
	if (!expectation_index(&path, f->count, &index))
		return "(no such failure)";
	return expectation_field(a, f->all[index], path);
}

static char *
expectation_unescape(struct arena *a, const char *s, size_t n, size_t *size)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\\' || i + 1 == n) {
			buf_add_char(&b, s[i]);
			continue;
		}
		char c = s[++i];
		if (c == 'x' && i + 2 < n) {
			char hex[3] = {s[i + 1], s[i + 2], '\0'};
			buf_add_char(&b, (char)strtol(hex, NULL, 16));
			i += 2;
		} else {
			buf_add_char(&b, (char)(c == 'n'   ? '\n'
						: c == 't' ? '\t'
						: c == 'r' ? '\r'
						: c == 'e' ? '\033'
						: c == 'b' ? '\b'
						: c == 'a' ? '\a'
							   : c));
		}
	}
	if (size != NULL)
		*size = b.size;
	return b.text;
}

static bool
expectation_fits(const char *actual, const char *wanted)
{
	static const char three[] = "...", one[] = "\u2026"; /* three bytes either way */
	size_t n = strlen(wanted), m = strlen(actual);
	bool head = n >= 3 && (strncmp(wanted, three, 3) == 0 || strncmp(wanted, one, 3) == 0);
	bool tail = n >= 3 && (strcmp(wanted + n - 3, three) == 0 || strcmp(wanted + n - 3, one) == 0);
	if (head && tail && n >= 6)
		return memmem(actual, m, wanted + 3, n - 6) != NULL;
	if (head)
		return m >= n - 3 && strcmp(actual + m - (n - 3), wanted + 3) == 0;
	if (tail)
		return strncmp(actual, wanted, n - 3) == 0;
	return strcmp(actual, wanted) == 0;
}

/* Checks the lines of `wanted`; returns how many do not hold, after saying which
 * on stderr. */
static int
expectation_check(struct arena *a, const struct failures *f, const char *what, const char *wanted)
{
	int wrong = 0, lines = 0;
	while (*wanted != '\0') {
		size_t n = strcspn(wanted, "\n");
		const char *colon = memchr(wanted, ':', n);
		if (n > 0 && colon == NULL) {
			fprintf(stderr, "%s: no colon in \"%.*s\"\n", what, (int)n, wanted);
			wrong++;
		} else if (n > 0) {
			char *path = arena_strndup(a, wanted, (size_t)(colon - wanted));
			const char *value = colon + 1;
			while (value < wanted + n && *value == ' ')
				value++;
			char *unescaped = expectation_unescape(a, value, (size_t)(wanted + n - value), NULL);
			const char *actual = expectation_value(a, f, path);
			if (actual == NULL)
				actual = "none";
			lines++;
			if (!expectation_fits(actual, unescaped)) {
				fprintf(stderr, "%s: %s is\n  %s\nnot\n  %s\n", what, path, actual, unescaped);
				wrong++;
			}
		}
		wanted += n + (wanted[n] == '\n' ? 1 : 0);
	}
	if (lines == 0) {
		fprintf(stderr, "%s: nothing is expected\n", what);
		wrong++;
	}
	return wrong;
}

#endif

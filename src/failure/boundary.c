/* boundary: where a message of several lines ends. Python does not say; what
 * other programs print next is told by its looks. */
#include <string.h>

#include "failure/parser.h"

enum { AHEAD_LINES = 300, AHEAD_BYTES = 64 << 10 };

/* A line like these is no part of a message any more. */
static bool
is_boundary_word(const struct line *l)
{
	static const char *const words[] = {
		"Exception in thread ",
		"Exception ignored ",
		"Exception in callback ",
		"Error in atexit.",
		"Error in sys.exitfunc",
		"Task exception was never",
		"Future exception was never",
		"Fatal Python error:",
		"thread '",
		"make: ",
		"make[",
		"ninja: ",
		"srun: error",
		"ERROR:",
		"ERROR ",
		"INFO:",
		"INFO ",
		"WARNING:",
		"WARNING ",
		"DEBUG:",
		"DEBUG ",
		"CRITICAL",
		"error: ",
		"Error: Process completed",
		"Process completed with exit code",
		"Process exited with code",
		"Build step '",
		"Finished: ",
		"Finishing: ",
		"script returned exit code",
		"Bash exited with code",
		"Exited with code exit status",
		"CircleCI received exit code",
		"Searching for test report files",
		"END RequestId: ",
		"[notice]",
		"[INFO",
		"[ERROR",
		"[WARN",
		"[DEBUG",
		"$ ",
		"# ",
		">>> ",
		"% ",
		"--- PyO3 ",
		"Process finished with exit code",
		"sys:1: ",
		"<sys>:0: ",
		"Segmentation fault",
		"Aborted",
		"Killed",
		"Bus error",
		"terminate called",
		"Command terminated",
		"Command exited",
		"npm ERR!",
		"wandb: ",
		"[end of output]",
		"Sentry is attempting",
		"note: This error originates",
		"\u256d\u2500",
		"+---",
		"FAILED ",
		"ERROR collecting",
		"Traceback (most recent call last)",
		"real\t",
		"[Finished in",
		"***Test Failed***",
		"python: ",
		"bash: ",
		"zsh: ",
		"sh: ",
		"Stack (most recent call last)",
		"Current thread 0x",
		"Thread 0x",
		"Waiting up to ",
		"Cleaning up ",
		"The command '/bin/",
		"Uncaught exception. Entering post mortem",
		"```",
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (l->s[0] == words[i][0] && line_starts(l, words[i]))
			return true;
	}
	return false;
}

/* A server's line about a request, a progress bar, glog's and PowerShell's marks,
 * Python's own prompt. */
static bool
is_other_voice(const struct line *l)
{
	size_t digits = 0;
	if (line_find(l, " HTTP/1.") != NULL || line_find(l, "%|") != NULL || line_is(l, ">>>"))
		return true;
	if (line_starts(l, "PS ") && l->n > 5 && l->s[4] == ':' && l->s[l->n - 1] == '>')
		return true;
	if (l->n > 9 && memchr("IWEF", l->s[0], 4) != NULL)
		line_number(l->s + 1, 4, &digits);
	return digits == 4 && l->s[5] == ' ' && l->s[8] == ':';
}

enum boundary
boundary_of(const struct line *l)
{
	size_t column;
	if (l->n == 0)
		return BOUNDARY_NONE;
	if (line_starts(l, "During handling of the above") || line_starts(l, "The above exception was the"))
		return BOUNDARY_CHAIN;
	if (traceback_header(l, &column) || is_boundary_word(l) || is_other_voice(l))
		return BOUNDARY_OTHER;
	/* A date or a time: the next record of a log. */
	size_t i = l->s[0] == '[' ? 1 : 0, digits;
	line_number(l->s + i, l->n - i, &digits);
	if (digits >= 2 && i + digits + 2 < l->n) {
		char after = l->s[i + digits], end = l->s[i + digits + 3 < l->n ? i + digits + 3 : l->n - 1];
		if ((digits == 4 && (after == '-' || after == '/') && end == after) ||
		    (digits == 2 && after == ':' && end == ':'))
			return BOUNDARY_OTHER;
	}
	/* "doc.py:5: UnexpectedException" of pytest's doctests. */
	if (line_ends(l, ": UnexpectedException"))
		return BOUNDARY_OTHER;
	/* IPython's rule and its next prompt. */
	if ((l->n == 75 && line_is_rule(l, "-", 75)) || (line_starts(l, "In [") && line_find(l, "]: ") != NULL) ||
	    line_ends(l, " Traceback (most recent call last)"))
		return BOUNDARY_OTHER;
	/* A record of a log in JSON. */
	if (l->s[0] == '{' && line_ends(l, "}") &&
	    (line_find(l, "\"level\":") != NULL || line_find(l, "\"timestamp\":") != NULL ||
	     line_find(l, "\"severity\":") != NULL || line_find(l, "\"levelname\":") != NULL))
		return BOUNDARY_OTHER;
	/* unittest's and doctest's rules between two results. */
	if (l->n == 70 && (line_is_rule(l, "=", 70) || line_is_rule(l, "-", 70) || line_is_rule(l, "*", 70)))
		return BOUNDARY_OTHER;
	/* A prompt: ada@host:~$ */
	const char *at = memchr(l->s, '@', l->n < 40 ? l->n : 40);
	if (at != NULL && memchr(l->s, ' ', (size_t)(at - l->s)) == NULL) {
		const char *prompt = memmem(at, l->n - (size_t)(at - l->s), "$ ", 2);
		if (prompt != NULL || line_ends(l, "$"))
			return memchr(at, ':', l->n - (size_t)(at - l->s)) != NULL ? BOUNDARY_OTHER : BOUNDARY_NONE;
	}
	/* pytest's headings: "=== FAILURES ===", "____ test_x ____" */
	if (l->n > 20 && (line_starts(l, "=====") || line_starts(l, "_____")) &&
	    (line_ends(l, " =====") || line_ends(l, "=====") || line_ends(l, "____")) &&
	    memchr(l->s, ' ', l->n) != NULL)
		return BOUNDARY_OTHER;
	return BOUNDARY_NONE;
}

/* What ends the message for certain, at `from` or later. The answer holds for all
 * lines up to there, so the text is looked through once however many ask. */
enum boundary
boundary_ahead(struct scope *s, const struct view *v, size_t from)
{
	struct parser *p = s->parser;
	if (p->ahead.margin == v->margin && p->ahead.from <= from && from < p->ahead.to)
		return p->ahead.kind;
	enum boundary kind = BOUNDARY_NONE;
	struct line l;
	size_t offset = from;
	for (int i = 0; kind == BOUNDARY_NONE && line_read(v, offset, &l); i++) {
		if (i == AHEAD_LINES || offset - from > AHEAD_BYTES)
			kind = BOUNDARY_OTHER;
		else
			kind = boundary_of(&l);
		offset = l.next;
	}
	p->ahead.margin = v->margin;
	p->ahead.from = from;
	p->ahead.to = offset;
	p->ahead.kind = kind;
	return kind;
}

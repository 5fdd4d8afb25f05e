/* signal: deaths by signal, told by the exit status (128 + number from a shell,
 * -number from Python's subprocess) or by the shell's own words. */
#include <signal.h>
#include <string.h>

#include "failure/parser.h"

static const struct signal_entry {
	int number;
	const char *name;
	const char *words; /* as strsignal and faulthandler have it, in lower case */
} signals[] = {
	{SIGSEGV, "SIGSEGV", "segmentation fault"},
	{SIGABRT, "SIGABRT", "aborted"},
	{SIGKILL, "SIGKILL", "killed"},
	{SIGBUS, "SIGBUS", "bus error"},
	{SIGILL, "SIGILL", "illegal instruction"},
	{SIGFPE, "SIGFPE", "floating point exception"},
	{SIGPIPE, "SIGPIPE", "broken pipe"},
	{SIGINT, "SIGINT", "interrupt"},
	{SIGTERM, "SIGTERM", "terminated"},
	{SIGTRAP, "SIGTRAP", "trace/breakpoint trap"},
	{SIGSYS, "SIGSYS", "bad system call"},
	{SIGHUP, "SIGHUP", "hangup"},
	{SIGQUIT, "SIGQUIT", "quit"},
	{SIGXCPU, "SIGXCPU", "cpu time limit exceeded"},
	{SIGXFSZ, "SIGXFSZ", "file size limit exceeded"},
	{SIGFPE, "SIGFPE", "floating-point exception"},
	{SIGBUS, "SIGBUS", "misaligned address error"},
	{SIGUSR1, "SIGUSR1", "user defined signal 1"},
};
enum { SIGNALS = sizeof(signals) / sizeof(signals[0]) };

int
signal_number(const char *s, size_t n)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		size_t words = strlen(signals[i].words), name = strlen(signals[i].name);
		if (n >= words && strncasecmp(s, signals[i].words, words) == 0)
			return signals[i].number;
		if (n >= name && memcmp(s, signals[i].name, name) == 0)
			return signals[i].number;
	}
	return 0;
}

const char *
signal_name(int number)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		if (signals[i].number == number)
			return signals[i].name;
	}
	return NULL;
}

/* The shell's words, and an IDE's: "Segmentation fault (core dumped)", "bash: line
 * 3: 123 Killed   python a.py", "zsh: killed  python a.py", "Process finished with
 * exit code 139 (interrupted by signal 11: SIGSEGV)". */
size_t
signal_parse(struct scope *s, const struct line *l)
{
	struct line words = *l;
	if (line_starts(l, "Process finished with exit code ")) {
		const char *name = line_find(l, ": SIG");
		if (name == NULL)
			return 0;
		words = line_skip(l, (size_t)(name - l->s) + 2);
	} else if (line_starts(l, "zsh: ")) {
		words = line_skip(l, 5);
	} else if (!s->likely) {
		return 0;
	} else {
		const char *core = line_find(l, "(core dumped)");
		const char *line = line_find(l, ": line ");
		if (line != NULL) {
			/* Behind ": line 3:" stand the process's number and the words. */
			size_t i = (size_t)(line - l->s) + 7, digits;
			for (int k = 0; k < 2; k++) {
				line_number(l->s + i, l->n - i, &digits);
				if (digits == 0)
					return 0;
				i += digits;
				while (i < l->n && (l->s[i] == ' ' || l->s[i] == ':'))
					i++;
			}
			words = line_skip(l, i);
		} else if (l->s[0] < 'A' || l->s[0] > 'T' || (core == NULL && l->n > 32)) {
			return 0;
		}
	}
	int number = signal_number(words.s, words.n);
	const char *name = number > 0 ? signal_name(number) : NULL;
	if (name == NULL || number == SIGINT || number == SIGPIPE || number == SIGHUP || number == SIGQUIT)
		return 0;
	/* Alone on a line it is the shell's word only if nothing else stands there. */
	if (words.s == l->s) {
		size_t n = 0;
		for (size_t i = 0; i < SIGNALS; i++) {
			if (signals[i].number == number &&
			    strncasecmp(l->s, signals[i].words, strlen(signals[i].words)) == 0)
				n = strlen(signals[i].words);
		}
		if (n == 0 || (l->n > n && l->s[n] != ' '))
			return 0;
		struct line rest = line_skip(l, n);
		rest = line_trim(&rest);
		if (rest.n > 0 && !line_starts(&rest, "(core dumped)"))
			return 0;
	}
	struct failure *f = failure_new(s, FAILURE_SIGNAL, l->start);
	f->type = f->name = name;
	f->message = arena_strndup(s->parser->arena, l->s, l->n);
	f->signal = number;
	f->end = l->next;
	s->pending = LINK_NONE;
	/* What ended the process may have told more itself. */
	if (s->count > 0 && s->found[s->count - 1].failure->kind == FAILURE_FATAL) {
		struct failure *last = s->found[s->count - 1].failure;
		if (last->signal == 0 || last->signal == number) {
			last->signal = number;
			return l->next;
		}
	}
	scope_add(s, f, WEIGHT_FULL);
	return l->next;
}

static int
signal_of_status(int status)
{
	if (status > 128 && status < 128 + 65)
		return status - 128;
	return status < -1 && status > -65 ? -status : 0;
}

void
signal_add(struct scope *s)
{
	const struct run *r = s->parser->run;
	const struct process *who = r->count > 0 ? run_culprit(r) : NULL;
	int number = who != NULL && who->ended ? signal_of_status(who->status) : 0;
	if (number == 0) {
		number = signal_of_status(r->status);
		/* The line's status is the last command's; a process that is known to have ended otherwise did not die. */
		if (who != NULL && who->ended && who->status != 0)
			number = 0;
	}
	if (number == 0 || signal_name(number) == NULL)
		return;
	for (size_t i = 0; i < s->count; i++) {
		struct failure *f = s->found[i].failure;
		if (f->kind == FAILURE_FATAL && f->signal == 0)
			f->signal = number;
		if (f->signal == number)
			return;
	}
	struct failure *f = failure_new(s, FAILURE_SIGNAL, s->parser->text.size);
	f->type = f->name = signal_name(number);
	f->signal = number;
	if (who != NULL)
		f->process = who;
	scope_add(s, f, WEIGHT_FULL);
}

#include "commands/typing.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/departure.h"
#include "commands/passage.h"

enum { HISTORY = 500, HISTORY_SIZE = 256 * 1024, LINE_LIMIT = 64 * 1024 };

/* What is used of the library. */
struct library {
	__typeof__(&readline) readline;
	__typeof__(&add_history) add_history;
	__typeof__(&rl_insert_text) insert_text;
	__typeof__(&rl_redisplay) redisplay;
	__typeof__(&rl_set_prompt) set_prompt;
	__typeof__(&rl_completion_matches) completion_matches;
	__typeof__(&rl_startup_hook) startup_hook;
	__typeof__(&rl_redisplay_function) redisplay_function;
	__typeof__(&rl_attempted_completion_function) completion;
	__typeof__(&rl_attempted_completion_over) completion_over;
	__typeof__(&rl_readline_name) name;
	__typeof__(&rl_outstream) outstream;
	__typeof__(&rl_line_buffer) line;
	__typeof__(&rl_completion_append_character) append;
	__typeof__(&rl_signal_event_hook) signal_hook;
	__typeof__(&rl_event_hook) event_hook;
	__typeof__(&rl_on_new_line) on_new_line;
	__typeof__(&rl_cleanup_after_signal) cleanup;
	__typeof__(&rl_clear_visible_line) clear; /* from readline 8 on */
	__typeof__(&rl_forced_update_display) draw;
};

/* readline calls its hooks without a word about whose line it is. */
static struct {
	struct library library;
	const struct typing *typing;
	struct arena *arena;
	struct question question; /* as it stands there, where it does not change */
	size_t columns;
	FILE *screen;
	size_t word;
	char shown[400];                       /* the prompt that stands there; "": none of this line's */
	bool braced;                           /* the word to be completed stands behind a { */
	volatile sig_atomic_t continued, left; /* the second: by which signal */
} now;

static bool
library_open(struct library *l)
{
	static const char *const names[] = {"libreadline.so.8", "libreadline.so.7", NULL};
	void *handle = NULL;
	for (const char *const *n = names; handle == NULL && *n != NULL; n++)
		handle = dlopen(*n, RTLD_NOW | RTLD_LOCAL);
	if (handle == NULL)
		return false;
	const struct {
		void *to;
		const char *name;
	} symbols[] = {
		{&l->readline, "readline"},
		{&l->add_history, "add_history"},
		{&l->insert_text, "rl_insert_text"},
		{&l->redisplay, "rl_redisplay"},
		{&l->set_prompt, "rl_set_prompt"},
		{&l->completion_matches, "rl_completion_matches"},
		{&l->startup_hook, "rl_startup_hook"},
		{&l->redisplay_function, "rl_redisplay_function"},
		{&l->completion, "rl_attempted_completion_function"},
		{&l->completion_over, "rl_attempted_completion_over"},
		{&l->name, "rl_readline_name"},
		{&l->outstream, "rl_outstream"},
		{&l->line, "rl_line_buffer"},
		{&l->append, "rl_completion_append_character"},
		{&l->signal_hook, "rl_signal_event_hook"},
		{&l->event_hook, "rl_event_hook"},
		{&l->on_new_line, "rl_on_new_line"},
		{&l->cleanup, "rl_cleanup_after_signal"},
		{&l->draw, "rl_forced_update_display"},
	};
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *address = dlsym(handle, symbols[i].name);
		if (address == NULL)
			return false;
		memcpy(symbols[i].to, &address, sizeof(address));
	}
	void *clear = dlsym(handle, "rl_clear_visible_line");
	memcpy(&l->clear, &clear, sizeof(clear));
	return true;
}

bool
typing_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static const char *
live_prompt(struct arena *a, const char *line)
{
	const struct typing *t = now.typing;
	return passage_padded(a, t->live(t->context, line), passage_columns(STDERR_FILENO));
}

/* Where the prompt has changed all of the line is drawn: the library, which draws what
 * differs, byte by byte, loses characters of more than one column. */
static void
show(void)
{
	struct arena *a = arena_new();
	const char *prompt = live_prompt(a, *now.library.line);
	bool changed = strncmp(prompt, now.shown, sizeof(now.shown) - 1) != 0;
	now.library.set_prompt(prompt);
	if (changed && *now.shown != '\0' && now.library.clear != NULL) {
		now.library.clear();
		*now.library.redisplay_function = now.library.redisplay;
		now.library.draw();
		*now.library.redisplay_function = show;
	} else {
		now.library.redisplay();
	}
	snprintf(now.shown, sizeof(now.shown), "%s", prompt);
	arena_free(a);
}

static void
note_continued(int number)
{
	(void)number;
	now.continued = 1;
}

static void
note_left(int number)
{
	now.left = number;
}

/* As the signal would have ended it, but after taking back what was begun. */
static void
leave(const struct typing *t)
{
	t->leave(t->begun);
	signal(now.left, SIG_DFL);
	raise(now.left);
}

/* Prints what stands above the line. */
static void
begin_question(FILE *screen)
{
	now.columns = passage_columns(STDERR_FILENO);
	now.question = passage_question(now.arena, now.typing->prompt, now.columns);
	fputs(now.question.above, screen);
	fflush(screen);
}

/* The question once more, on a line that is ours: by the terminal's size of now. */
static void
ask_again(void)
{
	now.library.on_new_line();
	if (now.typing->live == NULL) {
		begin_question(now.screen);
		now.library.set_prompt(now.question.line);
	}
	(*now.library.redisplay_function)();
}

/* After Ctrl-Z and fg the question is asked again: the shell wrote over it. So it is
 * where the terminal has become so narrow that it broke the question itself. */
static int
after_signal(void)
{
	size_t columns = passage_columns(STDERR_FILENO);
	if (now.left) {
		now.library.cleanup();
		leave(now.typing);
	}
	if (now.continued) {
		now.continued = 0;
		ask_again();
	} else if (now.typing->live == NULL && columns != now.columns && columns < now.question.width) {
		if (now.library.clear != NULL)
			now.library.clear();
		ask_again();
	}
	return 0;
}

/* The line begins. A redisplay of our own is set only now: had it been before,
 * readline would have taken the terminal for a dumb one. */
static int
begin_line(void)
{
	if (now.typing->text != NULL)
		now.library.insert_text(now.typing->text);
	if (now.typing->live != NULL)
		*now.library.redisplay_function = show;
	return 0;
}

static char *
next_word(const char *text, int state)
{
	const char *const *words = now.typing->words;
	if (state == 0)
		now.word = 0;
	while (words[now.word] != NULL) {
		const char *word = words[now.word++];
		bool braced = *word == '{';
		if (braced == now.braced && strncmp(word + braced, text, strlen(text)) == 0)
			return strdup(word + braced); /* readline frees it */
	}
	return NULL;
}

static char **
complete(const char *text, int start, int end)
{
	(void)end;
	if (now.typing->words == NULL)
		return NULL;
	now.braced = start > 0 && (*now.library.line)[start - 1] == '{';
	*now.library.append = '\0';
	*now.library.completion_over = 1;
	return now.library.completion_matches(text, next_word);
}

/* Without the library: the terminal's own editing, and nothing in the line. */
static char *
plain_line(struct arena *a, const struct typing *t)
{
	char *line = NULL;
	size_t room = 0;
	if (t->text != NULL && *t->text != '\0')
		fprintf(stderr, _("%s\n(an empty line takes it as it stands)\n"), t->text);
	begin_question(stderr);
	fputs(now.question.line, stderr);
	ssize_t n = getline(&line, &room, stdin);
	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	char *kept = n < 0 ? NULL : arena_strdup(a, n == 0 && t->text != NULL ? t->text : line);
	free(line);
	return kept;
}

static char *
library_line(struct arena *a, const struct typing *t)
{
	*now.library.name = "remedy";
	/* The terminal itself: our own stderr may be a stream that has no descriptor. */
	FILE *screen = fdopen(dup(STDERR_FILENO), "w");
	now.screen = *now.library.outstream = screen != NULL ? screen : stderr;
	*now.library.startup_hook = begin_line;
	*now.library.redisplay_function = now.library.redisplay;
	*now.library.completion = complete;
	for (const char *const *h = t->history; h != NULL && *h != NULL; h++)
		now.library.add_history(*h);
	*now.library.signal_hook = after_signal;
	/* It calls the first for signals that come while it reads; those that it meets elsewhere
	 * are looked for ten times a second. */
	*now.library.event_hook = after_signal;
	struct sigaction action = {.sa_handler = note_continued}, before;
	sigaction(SIGCONT, &action, &before);
	fflush(stdout);
	fflush(stderr);
	if (t->live == NULL)
		begin_question(now.screen);
	char *line = now.library.readline(t->live != NULL ? live_prompt(a, t->text != NULL ? t->text : "")
							  : now.question.line);
	sigaction(SIGCONT, &before, NULL);
	*now.library.outstream = NULL;
	if (screen != NULL)
		fclose(screen);
	char *kept = line != NULL && strlen(line) < LINE_LIMIT ? arena_strdup(a, line) : NULL;
	free(line);
	return kept;
}

char *
typing_line(struct arena *a, const struct typing *t)
{
	struct sigaction action = {.sa_handler = note_left}, before[NSIG];
	const sigset_t signals = departure_signals();
	sigset_t mask;
	now.typing = t;
	now.arena = a;
	now.left = 0;
	*now.shown = '\0';
	if (now.library.readline == NULL && !library_open(&now.library))
		now.library.readline = NULL;
	for (int i = 1; t->leave != NULL && i < NSIG; i++)
		if (sigismember(&signals, i) == 1)
			sigaction(i, &action, &before[i]);
	sigprocmask(SIG_UNBLOCK, &signals, &mask);
	if (now.left)
		leave(t);
	char *line = now.library.readline != NULL ? library_line(a, t) : plain_line(a, t);
	if (now.left)
		leave(t);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	for (int i = 1; t->leave != NULL && i < NSIG; i++)
		if (sigismember(&signals, i) == 1)
			sigaction(i, &before[i], NULL);
	return line;
}

bool
typing_agrees_or_leaves(struct arena *a, const char *question, void (*leaving)(void *begun), void *begun)
{
	const struct typing t = {.prompt = arena_printf(a, _("%s [y/N] "), question),
				 .words = (const char *const[]){NULL},
				 .leave = leaving,
				 .begun = begun};
	const char *answer = typing_line(a, &t);
	const char *yes = _("y");
	if (answer == NULL)
		return false;
	answer += strspn(answer, " \t");
	return *answer == 'y' || *answer == 'Y' || strncmp(answer, yes, strlen(yes)) == 0;
}

bool
typing_agrees(struct arena *a, const char *question)
{
	return typing_agrees_or_leaves(a, question, NULL, NULL);
}

/* One line of a history file as the command that it stands for; NULL for none. */
static char *
history_entry(struct arena *a, const char *shell, const char *line, size_t n)
{
	if (strcmp(shell, "zsh") == 0 && n > 2 && strncmp(line, ": ", 2) == 0) { /* ": 1700000000:0;ls" */
		const char *semicolon = memchr(line, ';', n);
		if (semicolon == NULL)
			return NULL;
		n -= (size_t)(semicolon + 1 - line);
		line = semicolon + 1;
	} else if (strcmp(shell, "fish") == 0) { /* "- cmd: ls" */
		if (n < 7 || strncmp(line, "- cmd: ", 7) != 0)
			return NULL;
		line += 7;
		n -= 7;
	}
	if (n == 0 || *line == '#' || line[n - 1] == '\\')
		return NULL;
	char *entry = arena_strndup(a, line, n);
	return text_is_hostile(entry) ? NULL : entry;
}

static char *
history_file(struct arena *a, const char *shell)
{
	const char *home = getenv("HOME"), *file = getenv("HISTFILE");
	if (home == NULL || *home != '/')
		return NULL;
	if (strcmp(shell, "fish") == 0)
		return path_join(a, home, ".local/share/fish/fish_history");
	if (file != NULL && *file == '/')
		return arena_strdup(a, file);
	return path_join(a, home, strcmp(shell, "zsh") == 0 ? ".zsh_history" : ".bash_history");
}

const char **
typing_history(struct arena *a, const char *shell, size_t more)
{
	const char **entries = arena_array(a, HISTORY + more + 1, sizeof(*entries));
	const char *file = shell != NULL ? history_file(a, shell) : NULL;
	size_t size = 0, count = 0;
	const char *text = file == NULL ? NULL : path_read(a, file, 64 * HISTORY_SIZE, true, &size);
	if (text == NULL)
		return entries;
	/* From the end: what was typed last is what is wanted. */
	const char *from = size > HISTORY_SIZE ? text + size - HISTORY_SIZE : text;
	size_t lines = 0;
	for (const char *p = text + size; p > from && lines <= HISTORY; p--)
		if (p[-1] == '\n' && ++lines > HISTORY)
			from = p;
	for (const char *p = from; *p != '\0' && count < HISTORY;) {
		size_t n = strcspn(p, "\n");
		char *entry = history_entry(a, shell, p, n);
		if (entry != NULL)
			entries[count++] = entry;
		p += n + (p[n] == '\n');
	}
	return entries;
}

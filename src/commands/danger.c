#include "commands/danger.h"

#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"

enum { WORDS = 256, DEPTH = 4 };

static bool
is_any(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

static bool
has_any(char **words, const char *const *list)
{
	for (; *words != NULL; words++)
		if (is_any(*words, list))
			return true;
	return false;
}

static unsigned danger_within(struct arena *a, const char *command, unsigned depth);

/* One simple command, NULL-terminated. */
static unsigned
danger_of_words(struct arena *a, char **words, unsigned depth)
{
	static const char *const administrators[] = {"sudo", "su", "doas", "pkexec", "run0", NULL};
	static const char *const carriers[] = {"env",  "command", "builtin", "time", "nohup", "exec", "nice", "xargs",
					       "then", "do",      "else",    "if",   "while", "!",    "{",    NULL};
	static const char *const systems[] = {"apt",      "apt-get", "aptitude",  "dpkg",    "dnf",
					      "yum",      "rpm",     "pacman",    "apk",     "zypper",
					      "ldconfig", "sysctl",  "systemctl", "service", "update-alternatives",
					      "usermod",  "chown",   "chmod",     "mount",   NULL};
	static const char *const deleters[] = {"rm", "rmdir", "unlink", "shred", "truncate",
					       "dd", "mkfs",  "wipefs", NULL};
	static const char *const managers[] = {"pip",    "pip3",   "uv",     "conda", "mamba",  "micromamba",
					       "poetry", "pipx",   "pdm",    "npm",   "apt",    "apt-get",
					       "dnf",    "yum",    "pacman", "apk",   "zypper", "brew",
					       "docker", "podman", "git",    "hatch", NULL};
	static const char *const verbs[] = {"uninstall", "remove",  "purge", "autoremove", "prune", "clean",
					    "rmi",       "-R",      "-Rs",   "-Rns",       "del",   "delete",
					    "--hard",    "--prune", "rm",    NULL};
	static const char *const shells[] = {"sh", "bash", "zsh", "fish", "dash", "eval", NULL};
	static const char *const finders[] = {"-delete", NULL};
	unsigned dangers = 0;
	for (; *words != NULL; words++) {
		const char *word = path_base(*words), *equals = strchr(word, '=');
		if (is_any(word, administrators)) {
			dangers |= DANGER_ADMINISTRATOR;
		} else if (!is_any(word, carriers) && *word != '-' && equals == NULL) {
			break;
		}
	}
	if (*words == NULL)
		return dangers;
	const char *program = path_base(*words);
	if (is_any(program, systems))
		dangers |= DANGER_SYSTEM;
	if (is_any(program, deleters) || strncmp(program, "mkfs.", 5) == 0)
		dangers |= DANGER_DELETES;
	if (strcmp(program, "find") == 0 && has_any(words, finders))
		dangers |= DANGER_DELETES;
	bool module =
		strncmp(program, "py", 2) == 0 && words[1] != NULL && strcmp(words[1], "-m") == 0 && words[2] != NULL;
	if ((is_any(program, managers) || (module && is_any(words[2], managers))) && has_any(words, verbs))
		dangers |= DANGER_DELETES;
	if (is_any(program, shells) && depth > 0)
		for (char **w = words + 1; *w != NULL; w++)
			if (strchr(*w, ' ') != NULL)
				dangers |= danger_within(a, *w, depth - 1);
	return dangers;
}

/* Words end at blanks, commands at operators; quotes are taken off. */
static unsigned
danger_within(struct arena *a, const char *command, unsigned depth)
{
	unsigned dangers = 0;
	char **words = arena_array(a, WORDS + 1, sizeof(*words));
	size_t count = 0;
	struct buf word = buf_new(a);
	bool begun = false;
	char quote = '\0';
	for (const char *p = command;; p++) {
		if (quote != '\0' && *p != '\0') {
			if (*p == quote)
				quote = '\0';
			else
				buf_add_char(&word, *p);
			continue;
		}
		if (*p == '\'' || *p == '"') {
			quote = *p;
			begun = true;
			continue;
		}
		if (*p == '\\' && p[1] != '\0') {
			buf_add_char(&word, *++p);
			begun = true;
			continue;
		}
		bool ends = *p == '\0' || strchr(";|&()`\n", *p) != NULL;
		if (!ends && strchr(" \t<>", *p) == NULL) {
			buf_add_char(&word, *p);
			begun = true;
			continue;
		}
		/* "> file" empties it; ">> file", ">&2" and "> /dev/null" do not. */
		if (*p == '>' && p[1] != '>' && p[1] != '&' && (p == command || p[-1] != '>') &&
		    strncmp(p + 1 + strspn(p + 1, " |"), "/dev/", 5) != 0)
			dangers |= DANGER_DELETES;
		if (begun && count < WORDS)
			words[count++] = word.text;
		if (begun)
			word = buf_new(a);
		begun = false;
		if (ends) {
			words[count] = NULL;
			dangers |= danger_of_words(a, words, depth);
			words = arena_array(a, WORDS + 1, sizeof(*words));
			count = 0;
		}
		if (*p == '\0')
			return dangers;
	}
}

unsigned
danger_of(struct arena *a, const char *command)
{
	return danger_within(a, command, DEPTH);
}

const char *
danger_text(struct arena *a, unsigned dangers)
{
	struct buf out = buf_new(a);
	const char *const sentences[] = {
		dangers & DANGER_ADMINISTRATOR ? _("This uses an administrator's rights.") : NULL,
		dangers & DANGER_SYSTEM ? _("This changes the system.") : NULL,
		dangers & DANGER_DELETES ? _("This removes or overwrites something.") : NULL,
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (sentences[i] != NULL)
			buf_printf(&out, "%s%s", out.size > 0 ? " " : "", sentences[i]);
	return out.text;
}

#include "commands/settings.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "commands/config.h"

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

void
settings_update(struct arena *a)
{
	const char *source = config_file(a), *cache = path_cache(a);
	if (source == NULL || cache == NULL)
		return;
	const char *file = path_join(a, cache, "settings");
	struct stat from, made;
	if (stat(source, &from) != 0) {
		unlink(file);
		return;
	}
	if (stat(file, &made) == 0 && same_time(&from.st_mtim, &made.st_mtim))
		return;
	const struct config c = config_read(a, NULL);
	struct buf out = buf_new(a);
	if (c.key != NULL)
		buf_printf(&out, "key %s\n", c.key);
	if (*c.quiet != '\0')
		buf_printf(&out, "quiet %s\n", c.quiet);
	for (const char **word = c.commands; word != NULL && *word != NULL; word++)
		buf_printf(&out, "%s%s%s", word == c.commands ? "commands " : " ", *word, word[1] == NULL ? "\n" : "");
	const struct timespec times[2] = {from.st_atim, from.st_mtim};
	if (path_write(a, file, out.text != NULL ? out.text : "", out.size))
		utimensat(AT_FDCWD, file, times, 0);
}

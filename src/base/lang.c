#include "base/lang.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/path.h"

static const char *
wish(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? value : NULL;
}

static bool
is_plain(const char *locale)
{
	size_t n = strcspn(locale, ".@");
	return (n == 1 && *locale == 'C') || (n == 5 && strncmp(locale, "POSIX", n) == 0);
}

/* The languages of a colon list, Chinese of the traditional kind as zh_TW. */
static char *
languages(struct arena *a, const char *list)
{
	struct buf b = buf_new(a);
	for (; *list != '\0'; list += *list == ':') {
		size_t n = strcspn(list, ":"), bytes = n;
		const char *one = list;
		static const char *const traditional[] = {"zh_TW", "zh_HK", "zh_MO", "zh_Hant"};
		for (size_t i = 0; i < sizeof(traditional) / sizeof(*traditional); i++)
			if (strncasecmp(list, traditional[i], strlen(traditional[i])) == 0) {
				one = "zh_TW";
				bytes = strlen(one);
			}
		if (b.size > 0)
			buf_add_char(&b, ':');
		buf_add(&b, one, bytes);
		list += n;
	}
	return b.text;
}

void
lang_init(struct arena *a)
{
	const char *locale = wish("LC_ALL");
	if (locale == NULL)
		locale = wish("LC_MESSAGES");
	if (locale == NULL)
		locale = wish("LANG");
	const char *language = wish("LANGUAGE");
	/* glibc's own rule: beside "C" LANGUAGE counts nothing, beside "C.UTF-8" it does. */
	if (locale == NULL || (is_plain(locale) && (language == NULL || strchr(locale, '.') == NULL)))
		return;
	setlocale(LC_CTYPE, "C.UTF-8");
	if (setlocale(LC_MESSAGES, "C.UTF-8") == NULL && setlocale(LC_MESSAGES, locale) == NULL)
		return;
	setenv("LANGUAGE", languages(a, language != NULL ? language : locale), 1);
	bindtextdomain("remedy", path_locale(a));
	bind_textdomain_codeset("remedy", "UTF-8");
	textdomain("remedy");
}

const char *
lang_text(const char *text)
{
	return *text == '\0' ? text : gettext(text);
}

bool
lang_utf8(void)
{
	const char *locale = wish("LC_ALL");
	if (locale == NULL)
		locale = wish("LC_CTYPE");
	if (locale == NULL)
		locale = wish("LANG");
	if (locale == NULL)
		return false;
	const char *codeset = strchr(locale, '.');
	return codeset != NULL &&
	       (strncasecmp(codeset + 1, "UTF-8", 5) == 0 || strncasecmp(codeset + 1, "utf8", 4) == 0);
}

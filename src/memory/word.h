/* word: which words of a message are nobody's own. */
#ifndef REMEDY_MEMORY_WORD_H
#define REMEDY_MEMORY_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* The n bytes at p, in `message`, are a word that messages are made of
 * (data/words.inc), in small letters, the first of a sentence, or an abbreviation;
 * or a number, or what names an error ("Errno", what stands behind "[SSL: "). */
bool word_is_plain(const char *message, const char *p, size_t n);

#endif

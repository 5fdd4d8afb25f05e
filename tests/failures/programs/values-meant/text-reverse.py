word = input_text = 'radar'
if word == word.reverse():
    print('palindrome')

import pygame
pygame.mixer.music.load("a.mp3")

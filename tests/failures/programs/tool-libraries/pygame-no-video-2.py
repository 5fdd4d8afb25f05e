import pygame
pygame.init()
pygame.display.set_mode((9, 9))

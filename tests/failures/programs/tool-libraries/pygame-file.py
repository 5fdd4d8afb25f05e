import pygame
pygame.image.load("hero.png")

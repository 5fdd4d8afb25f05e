import pygame
pygame.event.get()

import {
  Anchor,
  Button,
  Menu,
  NavLink,
  type AnchorProps,
  type ButtonProps,
  type MenuItemProps,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type OfAnchor<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>;

/** A word that leads to another page; addresses and their searches are checked by the compiler. */
export const LinkAnchor = createLink((props: OfAnchor<AnchorProps>) => <Anchor {...props} />);

/** A button that leads to another page. */
export const LinkButton = createLink((props: OfAnchor<ButtonProps>) => <Button component="a" {...props} />);

/** A place in the navigation. */
export const LinkPlace = createLink((props: OfAnchor<NavLinkProps>) => <NavLink component="a" {...props} />);

/** A line of a menu that leads to another page. */
export const LinkMenuItem = createLink((props: OfAnchor<MenuItemProps>) => (
  <Menu.Item component="a" {...props} />
));

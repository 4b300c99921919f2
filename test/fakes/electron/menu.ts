interface Template {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  submenu?: Template[];
  click?: (item: MenuItem) => void;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #click: ((item: MenuItem) => void) | undefined;

  constructor(template: Template) {
    if (template.type !== 'separator' && template.label === undefined && template.role === undefined) {
      throw new TypeError('Invalid template for MenuItem: must have submenu or label');
    }
    this.id = template.id;
    this.label = template.label ?? template.role ?? '';
    this.role = template.role;
    this.type = template.type ?? (template.submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = template.accelerator;
    this.submenu = template.submenu === undefined ? undefined : Menu.buildFromTemplate(template.submenu);
    this.#click = template.click;
  }

  click(): void {
    this.#click?.(this);
  }
}

let applicationMenu: Menu | null = null;
let lastPopup: Menu | undefined;

export class Menu {
  readonly items: MenuItem[];

  constructor(items: MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: Template[]): Menu {
    return new Menu(template.map((entry) => new MenuItem(entry)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  /** The double's own: the context menu that was shown last. */
  static lastPopup(): Menu | undefined {
    return lastPopup;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found !== undefined && found !== null) return found;
    }
    return null;
  }

  popup(): void {
    lastPopup = this;
  }
}

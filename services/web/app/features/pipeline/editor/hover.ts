import { hoverTooltip } from '@codemirror/view';
import type { Explain } from './explain';
import { meaningAt } from './meaning-at';

const paragraph = (text: string): HTMLElement => {
  const element = document.createElement('div');
  element.textContent = text;
  return element;
};

/** Says what the word under the pointer means. */
export const explainOnHover = (explain: () => Explain) =>
  hoverTooltip((view, position) => {
    const meaning = meaningAt(view.state, position);
    if (!meaning || position < meaning.from) return null;
    const { field, word, from, to } = meaning;
    const ofWord = word && explain().word(field, word);
    return {
      pos: from,
      end: to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-explained';
        if (ofWord) dom.append(paragraph(ofWord));
        else dom.append(paragraph(explain().field(field)));
        return { dom };
      },
    };
  });

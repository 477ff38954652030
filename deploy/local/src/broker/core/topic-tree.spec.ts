import { TopicTree } from './topic-tree';
import { covers } from './topic';

describe('TopicTree', () => {
  const filters = ['a/b', 'a/+', 'a/#', '+/b', '#', '+', 'a/b/#', '/', '+/+', '$SYS/#', '$SYS/+'];
  const topics = ['a', 'a/b', 'a/b/c', 'b/b', '/', '$SYS/x', '$SYS', 'x/y/z'];

  it.each(topics)('finds for %p exactly the filters that cover it', (topic) => {
    const tree = new TopicTree<string>();
    for (const filter of filters) tree.add(filter, filter);
    const expected = filters.filter((filter) => covers(filter.split('/'), topic.split('/')));
    expect(tree.match(topic).sort()).toEqual(expected.sort());
  });

  it('forgets what is removed and nothing else', () => {
    const tree = new TopicTree<number>();
    tree.add('a/+/c', 1);
    tree.add('a/+/c', 2);
    tree.add('a/+', 3);
    tree.remove('a/+/c', 1);
    tree.remove('never/was', 1);
    expect([tree.match('a/b/c'), tree.match('a/b')]).toEqual([[2], [3]]);
    tree.remove('a/+/c', 2);
    tree.remove('a/+', 3);
    expect([tree.match('a/b/c'), tree.match('a/b')]).toEqual([[], []]);
  });
});

/** Visits everybody once in a round, a part of them at each turn, so that work is spread evenly over time. */
export class Rota<Member> {
  private readonly members: Member[] = [];
  private next = 0;

  constructor(private readonly turnsPerRound: number) {}

  get all(): readonly Member[] {
    return this.members;
  }

  add(member: Member): void {
    this.members.push(member);
  }

  turn(visit: (member: Member) => void): void {
    const count = Math.ceil(this.members.length / this.turnsPerRound);
    for (let done = 0; done < count; done += 1) {
      if (this.next >= this.members.length) this.next = 0;
      visit(this.members[this.next]!);
      this.next += 1;
    }
  }
}

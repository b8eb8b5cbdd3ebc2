using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Values;

/// <summary>
/// Two operators with the page open and a third person with a shell edit and save the same file on three hosts, while calls fail before or
/// after the deed. Everybody counts up keys of their own, so that a value that ever goes back on a host is a lost edit.
/// </summary>
public sealed partial class ValuesInterleavingTests
{
    private const string Begin = "# the lab\na:\n  a1: 0 # one\n  a2: 0\nb:\n  b1: 0\n  b2: 0 # two\nx:\n  x1: 0\n  x2: 0\n  x3: 0\n";

    [Fact]
    public void No_edit_is_lost_and_no_file_is_mixed() => Check(1_000);

    [Fact]
    [Trait("Size", "Soak")]
    public void No_edit_is_lost_in_many_more() => Check(20_000);

    private static void Check(int runs)
    {
        var (saves, refusals, partial) = (0, 0, 0);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool).Sample(
            (seed, selects) =>
            {
                var run = new Run(seed, selects);
                run.GoAsync().GetAwaiter().GetResult();
                (saves, refusals, partial) = (saves + run.Saves, refusals + run.Refusals, partial + run.Partial);
            },
            iter: runs, threads: 1);
        Assert.True(saves > runs && refusals > runs / 5 && partial > runs / 10, $"{saves} saves, {refusals} refused because of a change, {partial} in part");
    }

    [GeneratedRegex(@"(?m)^  ([abx][123]): (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Counter();

    private sealed class Run(int seed, bool selects)
    {
        private const int Steps = 12;
        private readonly Random _random = new(seed);
        private readonly HashSet<string> _written = [Begin];
        private readonly List<string> _story = [];
        private int _count;
        private int _calls;
        private int _conflicts;

        public int Saves { get; private set; }

        public int Refusals { get; private set; }

        public int Partial { get; private set; }

        public async Task GoAsync()
        {
            await using var world = new ValuesWorld(Begin).WithCluster(selects, selects ? [1, 3] : []);
            for (var i = 1; i <= 3; i++)
            {
                Watch(world, i);
            }

            var operators = new[] { await world.OperatorAsync("ann"), await world.OperatorAsync("bob") };
            foreach (var who in operators)
            {
                await who.OpenAsync();
            }

            _calls = 1;
            for (var step = 0; step < Steps; step++)
            {
                world.Door.Time.Advance(TimeSpan.FromSeconds(1));
                await StepAsync(operators[_random.Next(2)]);
            }

            _calls = 0;
            foreach (var who in operators)
            {
                await SaveAsync(who);
            }

            // With everything working again, whoever saves last leaves all copies that count alike.
            Assert.True(world.Hosts.All.Where(h => !selects || h.Host is not "10.10.10.12").Select(h => h.Text).Distinct().Count() == 1, Story());
        }

        private void Watch(ValuesWorld world, int number)
        {
            var host = world[number];
            host.Gate = what =>
            {
                // Somebody with a shell comes in between any two calls.
                if (_calls > 0 && _random.Next(25) == 0)
                {
                    var text = Raise(host.Text, $"x{number}");
                    _story.Add($"shell edits h{number}");
                    _written.Add(text);
                    host.Put(text);
                }

                return _calls == 0 || _random.Next(12) > 0 ? ApiFault.None : _random.Next(2) == 0 ? ApiFault.Before : ApiFault.After;
            };
            host.Replaced = (before, after) =>
            {
                _story.Add($"h{number} is written");
                Assert.True(_written.Contains(after), "A file nobody saved.\n" + Story());
                var (old, now) = (Counters(before), Counters(after));
                Assert.True(old.All(c => now.GetValueOrDefault(c.Key, -1) >= c.Value), $"An edit is lost on h{number}.\n{before}\n---\n{after}\n{Story()}");
            };
        }

        private async Task StepAsync(Operator who)
        {
            switch (_random.Next(5))
            {
                case 0:
                    await ReopenAsync(who);
                    break;
                case 1 or 2:
                    var key = (who.Name == "ann" ? "a" : "b") + _random.Next(1, 3).ToString(CultureInfo.InvariantCulture);
                    who.Text = Raise(who.Text, key);
                    _story.Add($"{who.Name} raises {key}");
                    break;
                default:
                    await SaveAsync(who);
                    break;
            }
        }

        // Opening the page anew with unsaved edits leads to the draft, whose base may be old by now.
        private async Task ReopenAsync(Operator who)
        {
            var (text, from) = (who.Text, who.Base);
            _story.Add($"{who.Name} reopens");
            await who.OpenAsync();
            (who.Text, who.Base) = (text, from);
        }

        private async Task SaveAsync(Operator who)
        {
            var joined = new HashSet<string>();
            for (var attempt = 0; attempt < 8; attempt++)
            {
                _written.Add(who.Text);
                var planned = await who.RunAsync(new PlanValuesSave(new Secret(who.Text), who.Base, who.Seen, []));
                if (!planned.IsSuccess)
                {
                    return;
                }

                var plan = planned.Value;
                var other = plan.Targets.FirstOrDefault(t => t.State == ValuesTargetState.Conflict || (t.State == ValuesTargetState.Overwrite && joined.Add(t.Sha256)));
                if (other is not null)
                {
                    if (!await MergeAsync(who, other))
                    {
                        return;
                    }

                    joined.Add(other.Sha256);
                    continue;
                }

                if (plan.Refusal is not null)
                {
                    return;
                }

                var saved = await who.SaveAsync(plan.Acceptances.Select(a => a.Id));
                _story.Add($"{who.Name} saves: {saved.Error?.Code ?? string.Join(' ', saved.Value!.Hosts.Select(h => h.State))}");
                Saves += saved.IsSuccess ? 1 : 0;
                Partial += saved.Value?.IsComplete == false ? 1 : 0;
                Refusals += saved.Error?.Code == ValuesErrors.Changed ? 1 : 0;
                if (saved.Error?.Code != ValuesErrors.Changed)
                {
                    who.Base = saved.Value?.Sha256 ?? who.Base;
                    return;
                }
            }
        }

        private async Task<bool> MergeAsync(Operator who, ValuesTarget other)
        {
            var merge = await who.RunAsync(new MergeValues(new Secret(who.Text), who.Base, other.Host, new Dictionary<string, MergeChoice>()));
            if (merge.Value is { Conflicts.IsEmpty: false } open)
            {
                // Files that were joined crosswise leave keys to choose: who looks at both sides takes the later one.
                _conflicts++;
                var choices = open.Conflicts.ToDictionary(c => c.Path, c => Number(c.Mine) > Number(c.Theirs) ? MergeChoice.Mine : MergeChoice.Theirs);
                merge = await who.RunAsync(new MergeValues(new Secret(who.Text), who.Base, other.Host, choices));
            }

            if (!merge.IsSuccess)
            {
                return false;
            }

            _story.Add($"{who.Name} merges with {other.Host}");
            (who.Text, who.Base, who.Seen) = (merge.Value.Text.Reveal(), merge.Value.BaseSha256, merge.Value.Seen);
            return true;
        }

        private static int Number(string? shown) => int.Parse(shown!, CultureInfo.InvariantCulture);

        private string Raise(string text, string key) => new Regex($@"(?m)^  {key}: \d+").Replace(text, $"  {key}: {++_count}");

        private static Dictionary<string, int> Counters(string text) => Counter().Matches(text).ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));

        private string Story() => $"seed {seed} selects {selects}, {_conflicts} conflicts: {string.Join("; ", _story)}";
    }
}

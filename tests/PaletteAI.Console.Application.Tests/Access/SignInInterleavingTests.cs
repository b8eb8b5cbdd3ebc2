using CsCheck;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

/// <summary>Strangers, known devices and the owner in any order, with tries that overlap: the appliance never locks the account.</summary>
public sealed class SignInInterleavingTests
{
    private const int Devices = 2;
    private const int Sources = 4;

    private static readonly Kind[] _kinds =
        [Kind.Stranger, Kind.Stranger, Kind.Stranger, Kind.Device, Kind.Device, Kind.Owner, Kind.Answer, Kind.Answer, Kind.Wait, Kind.Restart];

    private static readonly Gen<Step> _step = Gen.Select(
        Gen.Int[0, _kinds.Length - 1].Select(i => _kinds[i]),
        Gen.Int[0, 7],
        Gen.Bool,
        (kind, number, right) => new Step(kind, number, right));

    private enum Kind
    {
        /// <summary>A wrong password from an unknown device.</summary>
        Stranger,

        /// <summary>A try from a device that signed in before.</summary>
        Device,

        /// <summary>A try of the owner from an unknown device.</summary>
        Owner,

        /// <summary>The appliance answers one of the tries under way.</summary>
        Answer,

        /// <summary>Everything is answered, then time passes.</summary>
        Wait,

        /// <summary>Everything is answered, then the console starts anew.</summary>
        Restart,
    }

    [Fact]
    public Task No_interleaving_reaches_the_appliances_own_lock() => _step.Array[1, 60].SampleAsync(
        async steps => Assert.False(await ReachesLockAsync(steps)), iter: 400);

    [Fact]
    [Trait("Size", "Soak")]
    public Task No_interleaving_reaches_the_appliances_own_lock_in_many_tries() => _step.Array[20, 200].SampleAsync(
        async steps => Assert.False(await ReachesLockAsync(steps)), iter: 4_000);

    [Fact]
    public async Task Wrong_tries_that_are_judged_after_the_owners_success_still_count()
    {
        // Three strangers under way, the owner gets in, the three fail, and so do all that come after.
        Step[] steps = [.. Enumerable.Repeat(new Step(Kind.Stranger, 0, false), 3), new Step(Kind.Device, 0, true), new Step(Kind.Answer, 3, false),
            .. Enumerable.Range(0, 3).Select(_ => new Step(Kind.Answer, 0, false)),
            .. Enumerable.Range(0, 6).SelectMany(i => new[] { new Step(Kind.Stranger, i, false), new Step(Kind.Device, i, false), new Step(Kind.Wait, 0, false) })];

        Assert.False(await ReachesLockAsync(steps));
    }

    private static async Task<bool> ReachesLockAsync(Step[] steps)
    {
        await using var world = new World();
        await world.BeginAsync();
        foreach (var step in steps)
        {
            await world.TakeAsync(step);
            if (world.IsLocked)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Step(Kind Kind, int Number, bool Right);

    private sealed class World : IAsyncDisposable
    {
        private readonly List<(TaskCompletionSource Gate, Task<Result<SignedIn>> Run)> _underWay = [];
        private readonly List<Door> _old = [];
        private readonly Secret[] _devices = new Secret[Devices];
        private Door _door = new();

        public bool IsLocked => _door.SignIn.IsLocked("ops");

        public async Task BeginAsync()
        {
            for (var i = 0; i < Devices; i++)
            {
                _devices[i] = await _door.KnownDeviceAsync();
            }
        }

        public Task TakeAsync(Step step) => step.Kind switch
        {
            Kind.Stranger => Start("wrong", $"192.0.2.{step.Number % Sources}", null),
            Kind.Device => Start(step.Right ? SignInDoor.Right : "wrong", "10.0.0.9", _devices[step.Number % Devices]),
            Kind.Owner => Start(step.Right ? SignInDoor.Right : "wrong", "198.51.100.1", null),
            Kind.Answer => _underWay.Count == 0 ? Task.CompletedTask : AnswerAsync(step.Number % _underWay.Count),
            Kind.Wait => WaitAsync(step.Number),
            _ => RestartAsync(),
        };

        public async ValueTask DisposeAsync()
        {
            await AnswerAllAsync();
            foreach (var door in _old.Append(_door))
            {
                await door.DisposeAsync();
            }
        }

        private Task Start(string password, string source, Secret? device)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _door.SignIn.Delay = gate.Task;
            _underWay.Add((gate, _door.TryAsync(password, source, device)));
            _underWay.RemoveAll(u => u.Run.IsCompleted);
            return Task.CompletedTask;
        }

        private async Task AnswerAsync(int index)
        {
            var (gate, run) = _underWay[index];
            _underWay.RemoveAt(index);
            gate.SetResult();
            await run;
        }

        private async Task AnswerAllAsync()
        {
            while (_underWay.Count > 0)
            {
                await AnswerAsync(0);
            }
        }

        private async Task WaitAsync(int number)
        {
            await AnswerAllAsync();
            TimeSpan[] times = [TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(17)];
            _door.Time.Advance(times[number % times.Length]);
        }

        private async Task RestartAsync()
        {
            await AnswerAllAsync();
            _old.Add(_door);
            _door = new Door(_door);
        }
    }
}

using PaletteAI.Console.Hosting;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class SmallHeapTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Heap _heap = new();
    private readonly SmallHeap _small;

    public SmallHeapTests() => _small = new SmallHeap(_time, _heap);

    public void Dispose() => _small.Dispose();

    [Fact]
    public void What_piles_up_is_collected_once_and_then_counted_anew()
    {
        List<int> asked = [];
        foreach (var allocated in new[] { SmallHeap.Allowance - 1, 1, SmallHeap.Allowance - 1, 1 })
        {
            _heap.Allocated += allocated;
            _small.Look();
            asked.Add(_heap.Asked);
        }

        Assert.Equal([0, 1, 1, 2], asked);
    }

    [Fact]
    public void A_runtime_that_collects_by_itself_is_left_alone()
    {
        for (var i = 0; i < 5; i++)
        {
            _heap.Collections++;
            _heap.Allocated += 10 * SmallHeap.Allowance;
            _small.Look();
        }

        Assert.Equal(0, _heap.Asked);
    }

    [Fact]
    public void Old_objects_are_collected_when_they_have_grown_and_again_only_when_they_grow_further()
    {
        List<int> asked = [];
        foreach (var old in new[] { SmallHeap.OldAllowance - 1, SmallHeap.OldAllowance, SmallHeap.OldAllowance, 2 * SmallHeap.OldAllowance })
        {
            _heap.Old = old;
            _small.Look();
            asked.Add(_heap.AskedAll);
        }

        Assert.Equal([0, 1, 1, 2], asked);
    }

    [Fact]
    public void After_a_collection_of_everything_growth_is_counted_from_what_it_left()
    {
        _heap.Old = 5 * SmallHeap.OldAllowance;
        _heap.FullCollections++;
        _small.Look();
        _heap.Old += SmallHeap.OldAllowance - 1;
        _small.Look();
        Assert.Equal(0, _heap.AskedAll);

        _heap.Old += 1;
        _small.Look();
        Assert.Equal(1, _heap.AskedAll);
    }

    [Fact]
    public async Task It_looks_by_itself_while_the_console_runs()
    {
        await _small.StartAsync(TestContext.Current.CancellationToken);
        while (_time.WaitingTimers == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _heap.Allocated += SmallHeap.Allowance;
        _time.Advance(SmallHeap.Every);
        await _heap.Collected.WaitAsync(TestContext.Current.CancellationToken);
        await _small.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Heap : IConsoleHeap
    {
        private readonly TaskCompletionSource _collected = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked { get; private set; }

        public Task Collected => _collected.Task;

        public long Allocated { get; set; }

        public int Collections { get; set; }

        public int AskedAll { get; private set; }

        public int FullCollections { get; set; }

        public long Old { get; set; }

        public void CollectAll() => AskedAll++;

        public void CollectYoung()
        {
            Asked++;
            Collections++;
            _collected.TrySetResult();
        }
    }
}

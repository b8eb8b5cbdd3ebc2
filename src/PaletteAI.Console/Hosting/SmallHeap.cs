namespace PaletteAI.Console.Hosting;

/// <summary>
/// Keeps the console's heap small while much passes through it: the appliance's memory is meant for its cluster. The runtime collects young objects by
/// the size of the processor's cache, which on servers is some hundred mebibytes, and old ones (facts of a cluster that were replaced) rarer still.
/// </summary>
/// <param name="time">Time.</param>
/// <param name="heap">The heap.</param>
internal sealed class SmallHeap(TimeProvider time, IConsoleHeap heap) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that may be allocated without a collection of what is young.</summary>
    public const long Allowance = 32 * 1024 * 1024;

    /// <summary>Bytes by which what is old may grow without a collection of everything.</summary>
    public const long OldAllowance = 8 * 1024 * 1024;

    private int _collections = heap.Collections;
    private long _allocated = heap.Allocated;
    private int _fullCollections = heap.FullCollections;
    private long _old = heap.Old;

    /// <summary>Collects if much came and the runtime did nothing about it since the look before.</summary>
    public void Look()
    {
        LookAtYoung();
        LookAtOld();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void LookAtYoung()
    {
        if (heap.Collections == _collections)
        {
            if (heap.Allocated - _allocated < Allowance)
            {
                return;
            }

            heap.CollectYoung();
        }

        (_collections, _allocated) = (heap.Collections, heap.Allocated);
    }

    private void LookAtOld()
    {
        var old = heap.Old;
        if (heap.FullCollections != _fullCollections)
        {
            (_fullCollections, _old) = (heap.FullCollections, old);
        }
        else if (old - _old >= OldAllowance)
        {
            // It runs beside everything else and counts once it is done: until then it is not asked for again.
            _old = old;
            heap.CollectAll();
        }
    }
}

/// <summary>The process's objects.</summary>
internal interface IConsoleHeap
{
    /// <summary>Bytes allocated so far.</summary>
    long Allocated { get; }

    /// <summary>Collections so far, of whatever age.</summary>
    int Collections { get; }

    /// <summary>Collections of everything so far.</summary>
    int FullCollections { get; }

    /// <summary>Bytes of old objects at the last collection, dead ones among them.</summary>
    long Old { get; }

    /// <summary>Collects what is young; takes a few milliseconds.</summary>
    void CollectYoung();

    /// <summary>Collects everything beside the running console.</summary>
    void CollectAll();
}

/// <summary>The runtime's heap.</summary>
internal sealed class RuntimeHeap : IConsoleHeap
{
    private const int OldGeneration = 2;

    /// <inheritdoc/>
    public long Allocated => GC.GetTotalAllocatedBytes();

    /// <inheritdoc/>
    public int Collections => GC.CollectionCount(0);

    /// <inheritdoc/>
    public int FullCollections => GC.CollectionCount(OldGeneration);

    /// <inheritdoc/>
    public long Old => GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[OldGeneration] is var old ? old.SizeAfterBytes - old.FragmentationAfterBytes : 0;

    /// <inheritdoc/>
    public void CollectYoung() => GC.Collect(0);

    /// <inheritdoc/>
    public void CollectAll() => GC.Collect(OldGeneration, GCCollectionMode.Forced, blocking: false);
}

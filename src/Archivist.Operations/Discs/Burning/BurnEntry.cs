using Archivist.Discs.Burning;
using Archivist.Platform.Processes;

namespace Archivist.Operations.Discs.Burning;

/// <summary>
/// The entry of one burn. That it was stopped is entered while the drive is still letting go, because the process may have to end before it has.
/// Thread-safe.
/// </summary>
internal sealed class BurnEntry(Func<BurnResult, Task> record)
{
    private readonly Lock _gate = new();
    private (BurnResult What, Task Task)? _entered;

    /// <summary>Begins to enter what became of the burn, unless that has begun before.</summary>
    internal void Begin(BurnResult result) => Enter(result);

    /// <summary>Enters how it ended. When that it was stopped stands there already, only an end that is better adds to it.</summary>
    internal async Task CompleteAsync(BurnResult result)
    {
        var (entered, entering) = Enter(result);
        await entering;
        if (!ReferenceEquals(entered, result) && result.Outcome is BurnOutcome.Good)
            await record(result);
    }

    private (BurnResult What, Task Task) Enter(BurnResult result)
    {
        lock (_gate)
            return _entered ??= (result, LastDuties.RunAsync(() => record(result)));
    }
}

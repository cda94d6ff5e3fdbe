using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Sets;

/// <summary>Requests discs from an operator: a person at a terminal or at the consoles of a machine, or a test.</summary>
public interface IDiscRequests
{
    /// <summary>Asks for a disc. Call <see cref="WaitAsync"/> and check the drives repeatedly until it is in one.</summary>
    /// <param name="wanted">The disc.</param>
    /// <param name="bytes">How much is wanted from it; 0 when that is not known.</param>
    /// <param name="drives">Where it may be put.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken);

    /// <summary>Waits for a sensible time before the drives are checked again; false when the disc is unavailable.</summary>
    ValueTask<bool> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Another disc than before is in a drive; when it is not one that is wanted, nothing is accepted after it.</summary>
    /// <param name="drive">The drive.</param>
    /// <param name="found">What it is.</param>
    /// <param name="cancellationToken">Stops reporting.</param>
    ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken);

    /// <summary>The disc that was asked for, or another one that is wanted as well, is there.</summary>
    ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken);

    /// <summary>Reports what was found on a disc or is being done without one: a damaged pack, a computation.</summary>
    ValueTask TellAsync(Problem notice, CancellationToken cancellationToken);
}

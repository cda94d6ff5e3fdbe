using Archivist.Keys.Shares;
using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program;

/// <summary>Shares of one set, collected until they give the password. Not thread-safe.</summary>
internal sealed class CollectedShares
{
    private readonly List<Share> _shares = [];

    /// <summary>How many different shares there are.</summary>
    internal int Count => _shares.Count;

    /// <summary>Adds a share; one that is there already counts once.</summary>
    /// <returns>The tally with it.</returns>
    /// <exception cref="ArchivistException">It does not belong to the others, which stay.</exception>
    internal ShareTally Add(Share share)
    {
        var tally = ShareTally.Of([.. _shares, share]);
        if (_shares.All(given => given.Fingerprint != share.Fingerprint))
            _shares.Add(share);
        return tally;
    }

    /// <summary>Combines the shares to the password. Shares that do not belong together are all forgotten.</summary>
    /// <exception cref="ArchivistException">They are too few, or do not belong together.</exception>
    internal KeyAnswer.Combined Combine()
    {
        try
        {
            return new KeyAnswer.Combined(Convert.ToHexStringLower(ShareSet.Combine(_shares, [])), _shares[0].Set.Words);
        }
        catch
        {
            _shares.Clear();
            throw;
        }
    }
}

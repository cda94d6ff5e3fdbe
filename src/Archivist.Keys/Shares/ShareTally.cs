using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Shares;

/// <summary>Which shares of a set were given, and which are needed. Immutable.</summary>
public sealed class ShareTally
{
    private ShareTally(ShareParameters parameters, IReadOnlyList<GroupTally> groups) => (Set, Groups) = (parameters, groups);

    /// <summary>The set.</summary>
    public ShareParameters Set { get; }

    /// <summary>Every group of the set, in its order.</summary>
    public IReadOnlyList<GroupTally> Groups { get; }

    /// <summary>Whether the shares give the secret.</summary>
    public bool IsEnough => Groups.Count(group => group.IsComplete) >= Set.GroupThreshold;

    /// <summary>Counts shares.</summary>
    /// <param name="shares">At least one.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: shares of different sets, or different shares of one member.</exception>
    public static ShareTally Of(IReadOnlyList<Share> shares)
    {
        var first = shares[0];
        for (var i = 1; i < shares.Count; i++)
        {
            if (shares[i].Set != first.Set || shares[i].Length != first.Length)
                throw new ArchivistException(new ShareOfOtherSet(i + 1, shares[i].Set.Words, first.Set.Words));
        }

        var groups = new List<GroupTally>();
        for (var index = 0; index < first.Set.GroupCount; index++)
        {
            // The mnemonic is everything that a share says.
            var members = shares.Where(share => share.Group == index).DistinctBy(share => share.Mnemonic).OrderBy(share => share.Member).ToList();
            if (members.DistinctBy(share => share.Member).Count() != members.Count || members.DistinctBy(share => share.MemberThreshold).Count() > 1)
                throw new ArchivistException(new SharesContradict(index + 1));
            groups.Add(new GroupTally(index, members.FirstOrDefault()?.MemberThreshold, members));
        }

        return new ShareTally(first.Set, groups);
    }

    /// <summary>What is lacking, as the problem of those who need the secret.</summary>
    public SharesMissing Missing() => new(
        Set.Words, Set.GroupThreshold, Groups.Count(group => group.IsComplete),
        [.. Groups.Where(group => group.Missing is > 0).Select(group => new GroupNeed(group.Group + 1, group.Shares.Count, group.Threshold!.Value))]);
}

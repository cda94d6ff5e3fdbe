using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Shares;

/// <summary>Splits a master secret into groups of shares, and combines shares to the secret (SLIP-0039). Thread-safe.</summary>
public static class ShareSet
{
    /// <summary>The exponent for new sets: 20,000 iterations, as wallets choose. A random secret without a passphrase gains nothing from more.</summary>
    private const int IterationExponent = 1;

    private const int FewestBytes = 16;

    /// <summary>Splits a secret into a new set with a random identifier.</summary>
    /// <param name="secret">At least 16 bytes, an even number.</param>
    /// <param name="groupThreshold">How many groups are needed, 1 to the number of <paramref name="groups"/>.</param>
    /// <param name="groups">1 to 16 groups.</param>
    /// <param name="passphrase">Printable ASCII that is needed besides the shares; empty for none. A wrong one gives another secret and no error.</param>
    /// <returns>For each group its shares, in their order.</returns>
    /// <exception cref="ArgumentException">The standard does not allow these numbers.</exception>
    public static IReadOnlyList<IReadOnlyList<Share>> Split(ReadOnlySpan<byte> secret, int groupThreshold, IReadOnlyList<ShareGroup> groups, ReadOnlySpan<byte> passphrase)
    {
        if (secret.Length < FewestBytes || secret.Length % 2 != 0)
            throw new ArgumentException("A master secret has at least 128 bits, in whole units of 16.", nameof(secret));
        if (groupThreshold < 1 || groupThreshold > groups.Count || groups.Count > ShareGroup.Most || groups.Any(group => !group.IsAllowed))
            throw new ArgumentException("Thresholds are at most the number of members or groups, which is at most 16.", nameof(groups));
        var parameters = new ShareParameters(RandomNumberGenerator.GetInt32(1 << 15), IsExtendable: true, IterationExponent, groupThreshold, groups.Count);
        var encrypted = MasterSecretCipher.Encrypt(secret, passphrase, parameters);
        var groupSecrets = Polynomials.Split(groupThreshold, groups.Count, encrypted);
        return
        [
            .. groups.Select((group, index) => (IReadOnlyList<Share>)[.. Polynomials.Split(group.Threshold, group.Count, groupSecrets[index].Y)
                .Select(point => new Share(parameters, index, point.X, group.Threshold, point.Y))]),
        ];
    }

    /// <summary>Recovers the secret. Shares beyond those needed are compared with the others; a share that is given twice counts once.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Failed"/>: shares of different sets (<see cref="ShareOfOtherSet"/>), too few (<see cref="SharesMissing"/>), or such that do not belong together (<see cref="SharesContradict"/>).
    /// </exception>
    public static byte[] Combine(IReadOnlyList<Share> shares, ReadOnlySpan<byte> passphrase)
    {
        var tally = ShareTally.Of(shares);
        if (!tally.IsEnough)
            throw new ArchivistException(tally.Missing());
        var groupSecrets = tally.Groups.Where(group => group.IsComplete).Select(group => new SharePoint((byte)group.Group, Recover(group.Shares, group.Threshold!.Value))).ToArray();
        var encrypted = Recover(groupSecrets, tally.Set.GroupThreshold) ?? throw new ArchivistException(new SharesContradict());
        return MasterSecretCipher.Decrypt(encrypted, passphrase, tally.Set);
    }

    private static byte[] Recover(IReadOnlyList<Share> shares, int threshold) =>
        Recover([.. shares.Select(share => share.Point)], threshold) ?? throw new ArchivistException(new SharesContradict(shares[0].Group + 1));

    /// <summary>Null if the points do not lie on one polynomial with a right digest.</summary>
    private static byte[]? Recover(SharePoint[] points, int threshold)
    {
        var used = points.AsSpan(0, threshold);
        foreach (var point in points.AsSpan(threshold))
        {
            if (!CryptographicOperations.FixedTimeEquals(Polynomials.ValueAt(used, point.X), point.Y))
                return null;
        }

        return Polynomials.Recover(used);
    }
}

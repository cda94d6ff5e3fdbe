using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Blocks;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Placing;

/// <summary>Compares what the settings claim of replicas with what can be looked up. Contacts no server: of those it takes what audits and tests have remembered.</summary>
internal static class ClaimCheck
{
    /// <summary>A contradiction for each pair of copies whose claims cannot be true, and a warning for each disk with several copies that no claim keeps apart.</summary>
    /// <param name="settings">What is claimed.</param>
    /// <param name="memory">What was looked up of servers; null for nothing.</param>
    internal static IReadOnlyList<Problem> Find(ArchivistSettings settings, AuditMemory? memory)
    {
        var disks = new PhysicalDisks();
        var facts = memory?.LoadFacts() ?? [];
        return Compare(Ground(settings.Archive.Repository, null, disks, facts), [.. settings.Replicas.Select(replica => Ground(replica.Url, replica, disks, facts))]);
    }

    /// <summary>The same, as far as it is about some of the replicas.</summary>
    internal static IReadOnlyList<Problem> Find(ArchivistSettings settings, AuditMemory? memory, IReadOnlyCollection<string> replicas) =>
    [
        .. Find(settings, memory).Where(problem => problem switch
        {
            ClaimsContradicted pair => replicas.Contains(pair.First) || replicas.Contains(pair.Second),
            CopiesLieTogether together => together.Replicas.Any(replicas.Contains),
            _ => true,
        }),
    ];

    /// <summary>The same of what was looked up.</summary>
    internal static IReadOnlyList<Problem> Compare(KnownGround repository, IReadOnlyList<KnownGround> replicas)
    {
        var problems = new List<Problem>();
        var together = new List<(object Place, SharedGround Ground, KnownGround Copy)>();
        for (var second = 0; second < replicas.Count; second++)
        {
            foreach (var first in (KnownGround[])[repository, .. replicas.Take(second)])
            {
                if (first.Claims is not null && FindContradiction(first, replicas[second]) is { } contradiction)
                    problems.Add(contradiction);
                else if (FindDisk(first, replicas[second]) is { } ground)
                    together.AddRange([(PlaceOf(ground, first), ground, first), (PlaceOf(ground, first), ground, replicas[second])]);
            }
        }

        problems.AddRange(together.GroupBy(found => found.Place).Select(place => new CopiesLieTogether(
            place.Any(found => found.Copy.Claims is null),
            [.. replicas.Where(replica => place.Any(found => found.Copy == replica)).Select(replica => replica.Claims!.Name)],
            place.First().Ground)));
        return problems;
    }

    /// <summary>Two file systems are two places, although each is only a file system to the operator.</summary>
    private static object PlaceOf(SharedGround ground, KnownGround copy) => ground is SharedGround.FileSystem ? copy.FileSystem! : ground;

    private static ClaimsContradicted? FindContradiction(KnownGround first, KnownGround second)
    {
        var (one, other) = (first.Claims!, second.Claims!);
        foreach (var (ground, impossible) in Shared(first, second))
        {
            if (impossible.Where(domain => IsClaimedDifferent(domain, one, other)).ToList() is { Count: > 0 } claims)
                return new ClaimsContradicted(one.Name, other.Name, ground, claims);
        }

        return null;
    }

    /// <summary>What two replicas share, the most certain first, and which claims cannot differ then.</summary>
    private static IEnumerable<(SharedGround Ground, ClaimedDomain[] Impossible)> Shared(KnownGround first, KnownGround second)
    {
        if (FindDisk(first, second) is { } disk)
            yield return (disk, Enum.GetValues<ClaimedDomain>());
        if (first.Url is not { } one || second.Url is not { } other)
            yield break;
        var isOneHost = one.IdnHost == other.IdnHost;
        var areBuckets = first.IsBucket && second.IsBucket;
        if (areBuckets && isOneHost && first.Bucket == second.Bucket)
            yield return (new SharedGround.Bucket(first.Bucket!), Enum.GetValues<ClaimedDomain>());
        if (areBuckets && isOneHost && IsOneKey(first.Claims!.Access, second.Claims!.Access))
            yield return (new SharedGround.AccessKey(), [ClaimedDomain.Vendor, ClaimedDomain.Account]);
        // One name of a vendor of buckets serves all of its regions; a server of one person is in one place.
        if (isOneHost)
            yield return (new SharedGround.Host(one.IdnHost), areBuckets ? [ClaimedDomain.Vendor] : [ClaimedDomain.Vendor, ClaimedDomain.Geography, ClaimedDomain.Backbone]);
        else if (first.Addresses.FirstOrDefault(second.Addresses.Contains) is { } address)
            yield return (new SharedGround.Address(address), [ClaimedDomain.Vendor, ClaimedDomain.Geography, ClaimedDomain.Backbone]);
        // A vendor may use one certificate in all of its regions.
        if (first.Certificate is { } certificate && certificate == second.Certificate)
            yield return (new SharedGround.Certificate(), [ClaimedDomain.Vendor]);
    }

    /// <summary>To the operator a disk means more than a file system.</summary>
    private static SharedGround? FindDisk(KnownGround first, KnownGround second) =>
        first.Disks.FirstOrDefault(second.Disks.Contains) is { } disk ? new SharedGround.Disk(disk)
        : first.FileSystem is { } here && here == second.FileSystem ? new SharedGround.FileSystem()
        : null;

    private static bool IsOneKey(ReplicaAccess one, ReplicaAccess other) =>
        (one.User ?? one.UserReference?.ToString()) is { } key && key == (other.User ?? other.UserReference?.ToString()) && one.User is null == other.User is null;

    /// <summary>Names are compared as people mean them; what is not claimed is no claim.</summary>
    private static bool IsClaimedDifferent(ClaimedDomain domain, ReplicaSettings one, ReplicaSettings other)
    {
        string? Of(ReplicaSettings replica) => domain switch
        {
            ClaimedDomain.Vendor => replica.Vendor,
            ClaimedDomain.Geography => replica.Geography,
            ClaimedDomain.Backbone => replica.Backbone,
            ClaimedDomain.Account => replica.Account,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Of(one) is { } first && Of(other) is { } second && !first.Equals(second, StringComparison.OrdinalIgnoreCase);
    }

    private static KnownGround Ground(string address, ReplicaSettings? claims, PhysicalDisks disks, IReadOnlyList<(string Replica, string Name, string Value)> facts)
    {
        var parsed = RepositoryAddress.Parse(address);
        if (parsed.Url is { } url)
        {
            string? Fact(string name) => facts.FirstOrDefault(fact => fact.Replica == claims?.Name && fact.Name == name).Value;
            return new KnownGround(claims)
            {
                Url = url,
                IsBucket = parsed.Kind is AddressKind.S3,
                Addresses = (Fact("address") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
                Certificate = Fact("certificate"),
            };
        }

        if (parsed.Kind is not AddressKind.Directory || FindDevice(parsed.Path) is not { } device)
            return new KnownGround(claims);
        return new KnownGround(claims) { FileSystem = device, Disks = disks.Find(device) };
    }

    /// <summary>Null when the copy is not there: an empty mount point lies on another disk.</summary>
    private static ulong? FindDevice(string directory)
    {
        try
        {
            return FileLookup.Find(Path.Combine(directory, "config")) is { Device: not 0 } found ? found.Device : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using Archivist.Operations.Configuration;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Placing;

public sealed class ClaimCheckTests
{
    private static readonly KnownGround Repository = new((ReplicaSettings?)null);

    [Fact]
    public void Different_claims_for_one_disk_are_contradicted()
    {
        var problem = Assert.Single(Compare(OnDisk("near", "own", "DE/Home", 1, "sda"), OnDisk("far", "other", "FR/Paris", 2, "sdb", "sda")));

        Assert.Equal(
            (Failure.Findings, "near", "far", "sda", "Vendor Geography"),
            Assert.IsType<ClaimsContradicted>(problem) is var found ? (found.Failure, found.First, found.Second, ((SharedGround.Disk)found.Ground).Name, string.Join(' ', found.Claims)) : default);
    }

    [Theory]
    [InlineData("OWN", "DE/Home", null, null)]
    [InlineData("own", "DE/Home", null, "me")]
    public void Copies_on_one_file_system_that_no_claim_keeps_apart_cost_a_warning(string vendor, string geography, string? oneAccount, string? otherAccount)
    {
        var one = OnDisk("near", "own", "DE/Home", 7);
        var other = OnDisk("far", vendor, geography, 7);
        one = one with { Claims = one.Claims! with { Account = oneAccount } };
        other = other with { Claims = other.Claims! with { Account = otherAccount } };

        var problem = Assert.IsType<CopiesLieTogether>(Assert.Single(Compare(one, other)));

        Assert.Equal((Failure.None, new SharedGround.FileSystem()), (problem.Failure, problem.Ground));
    }

    [Fact]
    public void A_replica_on_the_disk_of_the_repository_costs_a_warning()
    {
        var together = Assert.IsType<CopiesLieTogether>(Assert.Single(ClaimCheck.Compare(
            new KnownGround((ReplicaSettings?)null) { FileSystem = 7 }, [OnDisk("near", "own", "DE", 7), OnDisk("far", "other", "FR", 8)])));
        Assert.True(together.WithRepository);
        Assert.Equal(["near"], together.Replicas);
    }

    [Fact]
    public void All_copies_on_one_disk_cost_one_warning_and_those_on_another_disk_a_second()
    {
        var repository = new KnownGround((ReplicaSettings?)null) { FileSystem = 1, Disks = new HashSet<string> { "sda" } };
        var problems = ClaimCheck.Compare(repository,
        [
            OnDisk("a", "own", "DE", 2, "sda"), OnDisk("b", "own", "DE", 3, "sda"), OnDisk("c", "own", "DE", 4, "sdb"), OnDisk("d", "own", "DE", 5, "sdb"),
            OnDisk("e", "own", "DE", 6), OnDisk("f", "own", "DE", 6), OnDisk("g", "own", "DE", 7), OnDisk("h", "own", "DE", 7),
        ]);
        Assert.Equal(
            [(true, "a b"), (false, "c d"), (false, "e f"), (false, "g h")],
            problems.Cast<CopiesLieTogether>().Select(together => (together.WithRepository, string.Join(' ', together.Replicas))));
    }

    [Fact]
    public void Copies_that_are_not_there_or_on_unknown_disks_are_not_compared() =>
        Assert.Empty(Compare(new KnownGround(Claims("near", "own", "DE")), new KnownGround(Claims("far", "other", "FR")), OnDisk("third", "third", "IT", 1), OnDisk("fourth", "fourth", "CH", 2)));

    [Theory]
    [InlineData("https://s3.example.net/alice/one", "https://s3.example.net/alice/two", typeof(SharedGround.Bucket), "Vendor Geography")]
    [InlineData("https://s3.example.net/alice", "https://s3.example.net/bob", typeof(SharedGround.Host), "Vendor")]
    [InlineData("https://s3.example.net/alice", "https://s3.example.org/alice", null, "")]
    public void Buckets_share_a_server_a_bucket_or_nothing(string one, string other, Type? ground, string claims)
    {
        var problems = Compare(Bucket("near", "own", "DE", one), Bucket("far", "other", "FR", other));

        Assert.Equal((ground, claims), problems is [ClaimsContradicted found] ? (found.Ground.GetType(), string.Join(' ', found.Claims)) : (null, ""));
    }

    [Fact]
    public void One_access_key_is_one_account()
    {
        KnownGround Of(string name, string key, string account) => Bucket(name, "own", "DE", $"https://s3.example.net/{name}") is var bucket
            ? bucket with { Claims = bucket.Claims! with { Account = account, Access = new ReplicaAccess { User = key } } } : null!;

        Assert.Equal([ClaimedDomain.Account], Assert.IsType<ClaimsContradicted>(Assert.Single(Compare(Of("near", "KEY", "a"), Of("far", "KEY", "b")))).Claims);
        Assert.Empty(Compare(Of("near", "KEY", "a"), Of("far", "OTHER", "b")));
    }

    [Fact]
    public void Servers_with_one_address_or_one_certificate_are_one()
    {
        KnownGround Of(string name, string vendor, string geography, string address, string certificate) => new(Claims(name, vendor, geography))
        {
            Url = new Uri($"https://{name}.example.net/"), Addresses = address.Split(' ').ToHashSet(), Certificate = certificate,
        };

        Assert.Equal(new SharedGround.Address("192.0.2.7"), Ground(Compare(Of("near", "own", "DE", "192.0.2.7 192.0.2.8", "a"), Of("far", "own", "FR", "192.0.2.9 192.0.2.7", "b"))));
        Assert.Equal(new SharedGround.Certificate(), Ground(Compare(Of("near", "own", "DE", "192.0.2.7", "a"), Of("far", "other", "FR", "192.0.2.9", "a"))));
        // One certificate for all regions of a vendor.
        Assert.Empty(Compare(Of("near", "own", "DE", "192.0.2.7", "a"), Of("far", "own", "FR", "192.0.2.9", "a")));
        Assert.Empty(Compare(Of("near", "own", "DE", "192.0.2.7", "a"), Of("far", "other", "FR", "192.0.2.9", "b")));
    }

    private static SharedGround Ground(IReadOnlyList<Problem> problems) => Assert.IsType<ClaimsContradicted>(Assert.Single(problems)).Ground;

    private static IReadOnlyList<Problem> Compare(params KnownGround[] replicas) => ClaimCheck.Compare(Repository, replicas);

    private static KnownGround OnDisk(string name, string vendor, string geography, ulong fileSystem, params string[] disks) =>
        new(Claims(name, vendor, geography)) { FileSystem = fileSystem, Disks = disks.ToHashSet() };

    private static KnownGround Bucket(string name, string vendor, string geography, string url) => new(Claims(name, vendor, geography)) { Url = new Uri(url), IsBucket = true };

    private static ReplicaSettings Claims(string name, string vendor, string geography) => new(name, $"/{name}", vendor, geography, null) { Jurisdiction = geography, Medium = "disk" };
}

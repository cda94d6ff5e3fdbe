using System.Net;
using System.Net.Sockets;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>The contract over an impostor, in pages of seven keys.</summary>
public sealed class S3StoreContractTests : ObjectStoreContract, IAsyncDisposable
{
    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);
    private readonly List<S3Impostor> _services = [];

    protected override bool LetsOneWin => false;

    protected override async Task<IObjectStore> CreateAsync()
    {
        _services.Add(await S3Impostor.StartAsync(pageSize: 7));
        _services[^1].Buckets["bucket"] = true;
        return new S3Store(_connections, _services[^1].Bucket("bucket", "here/and there"), S3Impostor.Access);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        _connections.Dispose();
    }
}

public sealed class S3StoreTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ObjectName Pack = new(ObjectKind.Pack, Digest.Of("payload"u8));

    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);
    private S3Impostor _service = null!;
    private S3Store _store = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await S3Impostor.StartAsync();
        _service.Buckets["box"] = true;
        _store = Open(S3Impostor.Access);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _connections.Dispose();
    }

    [Fact]
    public async Task Objects_lie_where_restic_looks_for_them()
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
            await PutAsync(kind is ObjectKind.Configuration ? ObjectName.Configuration : Pack with { Kind = kind });
        var id = Pack.Id.ToString();
        Assert.Equal(
            [$"box/at/config", $"box/at/data/{id[..2]}/{id}", $"box/at/index/{id}", $"box/at/keys/{id}", $"box/at/locks/{id}", $"box/at/snapshots/{id}"],
            _service.Objects.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Content_is_read_once_and_its_name_is_the_hash_that_is_announced()
    {
        var content = new ProbeContent(300_000);
        await _store.PutAsync(content.Name, content, None);
        Assert.Equal(1, content.Openings);
    }

    [Fact]
    public async Task Bytes_that_do_not_match_their_name_are_refused_by_the_service()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => _store.PutAsync(Pack, new BytesContent("Payload"u8.ToArray()), None));
        Assert.IsType<ServerFault.ContentMismatch>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Empty(_service.Objects);
    }

    [Theory]
    [InlineData(S3Store.LongestInOnePiece + 1)]
    [InlineData(80L << 20)]
    public async Task A_large_object_goes_up_in_parts_and_comes_back_whole(long length)
    {
        var content = new ProbeContent(length);
        await _store.PutAsync(content.Name, content, None);
        Assert.Equal(length, await _store.FindLengthAsync(content.Name, None));
        await using var stored = await _store.OpenAsync(content.Name, ByteRange.All, None);
        Assert.Equal(content.Name.Id.ToString(), Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stored, None)));
        Assert.Equal(0, _service.UnfinishedUploads);
    }

    [Theory]
    [InlineData(70L << 20, (70L << 20) - 1)]
    [InlineData(70L << 20, (70L << 20) + 1)]
    [InlineData(80L << 20, 64L << 20)]
    [InlineData(80L << 20, 81L << 20)]
    public async Task A_large_object_that_is_not_as_long_as_it_promised_leaves_nothing(long promised, long delivered)
    {
        var content = new ProbeContent(promised, delivered);
        await Assert.ThrowsAnyAsync<Exception>(() => _store.PutAsync(content.Name, content, None));
        Assert.Empty(_service.Objects);
        Assert.Equal(0, _service.UnfinishedUploads);
    }

    [Fact]
    public async Task A_large_object_that_does_not_match_its_name_leaves_nothing()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => _store.PutAsync(Pack, new ProbeContent(70 << 20), None));
        Assert.IsType<ServerFault.ContentMismatch>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Empty(_service.Objects);
        Assert.Equal(0, _service.UnfinishedUploads);
    }

    [Theory]
    [InlineData(ObjectKind.Configuration, true)]
    [InlineData(ObjectKind.Key, true)]
    [InlineData(ObjectKind.Pack, false)]
    public async Task A_bucket_is_created_for_the_first_key_or_the_configuration_and_for_nothing_else(ObjectKind kind, bool isCreated)
    {
        _service.Buckets.Clear();
        foreach (var other in Enum.GetValues<ObjectKind>())
            Assert.Empty(await _store.ListSortedAsync(other, None));
        var name = kind is ObjectKind.Configuration ? ObjectName.Configuration : Pack with { Kind = kind };
        if (isCreated)
        {
            await PutAsync(name);
            Assert.Equal("payload"u8.ToArray(), await _store.ReadAllAsync(name, 10, None));
        }
        else
        {
            Assert.IsType<ServerFault.BucketMissing>(await FaultOfAsync(() => PutAsync(name)));
        }

        Assert.Equal(isCreated, _service.Buckets.ContainsKey("box"));
    }

    [Theory]
    [InlineData(ConditionSupport.PassedOver)]
    [InlineData(ConditionSupport.Refused)]
    [InlineData(ConditionSupport.Obeyed)]
    public async Task The_configuration_is_put_whatever_the_service_does_with_conditions(ConditionSupport support)
    {
        _service.Conditions = support;
        await PutAsync(ObjectName.Configuration);
        await Assert.ThrowsAsync<ObjectExistsException>(() => PutAsync(ObjectName.Configuration));
        Assert.Single(_service.Objects);
    }

    [Fact]
    public async Task Of_two_configurations_at_the_same_time_a_service_that_knows_conditions_keeps_the_first()
    {
        _service.Conditions = ConditionSupport.Obeyed;
        var puts = Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                await _store.PutAsync(ObjectName.Configuration, new BytesContent(new[] { (byte)number }), None);
                return 1;
            }
            catch (ObjectExistsException)
            {
                return 0;
            }
        });
        Assert.Equal(1, (await Task.WhenAll(puts)).Sum());
    }

    [Theory]
    [InlineData(ObjectKind.Pack, "STANDARD_IA")]
    [InlineData(ObjectKind.Index, null)]
    [InlineData(ObjectKind.Key, null)]
    [InlineData(ObjectKind.Snapshot, null)]
    [InlineData(ObjectKind.Lock, null)]
    [InlineData(ObjectKind.Configuration, null)]
    public async Task The_storage_class_is_for_packs_alone(ObjectKind kind, string? expected)
    {
        _store = Open(S3Impostor.Access with { StorageClass = "STANDARD_IA" });
        await PutAsync(kind is ObjectKind.Configuration ? ObjectName.Configuration : Pack with { Kind = kind });
        Assert.Equal(expected, _service.Classes.Values.SingleOrDefault());
    }

    [Fact]
    public async Task A_bucket_may_be_a_part_of_the_host()
    {
        // No resolver knows such a name: whatever the host, it is this machine.
        using var connections = new SocketsHttpHandler
        {
            ConnectCallback = async (context, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var store = new S3Store(connections, new Uri($"http://localhost:{_service.Address.Port}/box/at"), S3Impostor.Access with { IsVirtualHost = true });
        await store.PutAsync(Pack, new BytesContent("payload"u8.ToArray()), None);
        Assert.Single(_service.Objects.Keys, key => key.StartsWith("box/at/data/", StringComparison.Ordinal));
        Assert.All(_service.Log, line => Assert.Contains(" box.localhost", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signatures_are_for_the_region_that_is_named()
    {
        _service.Region = "eu-test-1";
        Assert.IsType<ServerFault.Rejected>(await FaultOfAsync(() => PutAsync(Pack)));
        _store = Open(S3Impostor.Access with { Region = "eu-test-1" });
        await PutAsync(Pack);
    }

    [Theory]
    [InlineData(S3Impostor.AccessKey, "wrong", "SignatureDoesNotMatch")]
    [InlineData("WRONG", S3Impostor.SecretKey, "InvalidAccessKeyId")]
    public async Task Wrong_keys_are_named_also_where_the_answer_has_no_body(string user, string password, string code)
    {
        _store = Open(new StoreAccess { Credentials = _ => Task.FromResult<StoreCredentials?>(new StoreCredentials(user, password)) });
        Assert.Equal(new ServerFault.KeysRejected(code), await FaultOfAsync(() => _store.FindLengthAsync(Pack, None)));
        Assert.Equal(new ServerFault.KeysRejected(code), await FaultOfAsync(() => _store.ListSortedAsync(ObjectKind.Pack, None)));
        Assert.Equal(new ServerFault.KeysRejected(code), await FaultOfAsync(() => PutAsync(Pack)));
    }

    [Fact]
    public async Task Without_keys_nothing_is_asked_and_the_credentials_are_fetched_once()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Open(StoreAccess.None).FindLengthAsync(Pack, None));
        Assert.IsType<CredentialsMissing>(failure.Problem);
        Assert.Equal(0, _service.Requests);
        var fetched = 0;
        _store = Open(new StoreAccess
        {
            Credentials = _ =>
            {
                fetched++;
                return Task.FromResult<StoreCredentials?>(new StoreCredentials(S3Impostor.AccessKey, S3Impostor.SecretKey));
            },
        });
        await Parallel.ForAsync(0, 8, async (_, stop) => await _store.FindLengthAsync(Pack, stop));
        Assert.Equal(1, fetched);
    }

    [Theory]
    [InlineData(S3Lie.WrongBody)]
    [InlineData(S3Lie.Truncated)]
    public async Task What_is_sent_in_place_of_an_object_does_not_match_its_name(S3Lie lie)
    {
        await PutAsync(Pack);
        _service.Lie = lie;
        var read = await _store.ReadAllAsync(Pack, 100, None);
        Assert.NotEqual(Pack.Id, Digest.Of(read));
        Assert.Equal(new StoredObject(Pack, 7), Assert.Single(await _store.ListSortedAsync(ObjectKind.Pack, None)));
    }

    [Fact]
    public async Task A_part_of_an_object_that_was_cut_is_refused()
    {
        await PutAsync(Pack);
        _service.Lie = S3Lie.Truncated;
        await Assert.ThrowsAsync<EndOfStreamException>(() => _store.OpenAsync(Pack, new ByteRange(0, 7), None));
    }

    [Theory]
    [InlineData(S3Lie.ErrorPage)]
    [InlineData(S3Lie.ErrorPageInXml)]
    public async Task A_page_for_people_is_neither_an_object_nor_an_empty_listing(S3Lie lie)
    {
        await PutAsync(Pack);
        _service.Lie = lie;
        Assert.IsType<ServerFault.WebPage>(await FaultOfAsync(() => _store.ReadAllAsync(Pack, 100, None)));
        Assert.IsType<ServerFault.WebPage>(await FaultOfAsync(() => _store.OpenAsync(Pack, new ByteRange(0, 2), None)));
        Assert.IsType<ServerFault.BucketListingInvalid>(await FaultOfAsync(() => _store.ListSortedAsync(ObjectKind.Pack, None)));
    }

    [Fact]
    public async Task Another_part_than_was_asked_for_is_refused()
    {
        await PutAsync(Pack);
        _service.Lie = S3Lie.OtherRange;
        Assert.IsType<ServerFault.RangesIgnored>(await FaultOfAsync(() => _store.OpenAsync(Pack, new ByteRange(2, 3), None)));
    }

    [Fact]
    public async Task A_listing_that_leads_to_itself_ends_in_an_error()
    {
        await PutAsync(Pack);
        _service.Lie = S3Lie.EndlessListing;
        Assert.IsType<ServerFault.BucketListingInvalid>(await FaultOfAsync(() => _store.ListSortedAsync(ObjectKind.Pack, None)));
    }

    [Fact]
    public async Task A_service_that_is_busy_is_asked_again_after_the_time_that_it_names()
    {
        (_service.Lie, _service.LiesLeft) = (S3Lie.SlowDown, 1);
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var begin = clock.GetTimestamp();
        var waiting = new RetryingStore(_store, clock).FindLengthAsync(Pack, None);
        await clock.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromMilliseconds(100));
        Assert.Null(await waiting);
        Assert.Equal(2, _service.Requests);
        Assert.True(clock.GetElapsedTime(begin) >= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(S3Lie.SkewedClock, typeof(ServerFault.ClockSkewed))]
    [InlineData(S3Lie.Archived, typeof(ServerFault.Archived))]
    public async Task Refusals_are_told_apart(S3Lie lie, Type fault)
    {
        await PutAsync(Pack);
        _service.Lie = lie;
        Assert.IsType(fault, await FaultOfAsync(() => _store.ReadAllAsync(Pack, 100, None)));
    }

    [Fact]
    public async Task A_service_without_room_is_full()
    {
        _service.Lie = S3Lie.Full;
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => PutAsync(Pack));
        Assert.IsType<ServerFull>(failure.Problem);
        Assert.Equal(Failure.NoSpace, failure.Failure);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_an_unreachable_replica_and_no_key_is_shown()
    {
        var store = new S3Store(_connections, new Uri("http://127.0.0.1:9/box"), S3Impostor.Access);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(Pack, None));
        Assert.Equal(Failure.TooFewReplicas, failure.Failure);
        Assert.IsType<ServerFault.Refused>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.True(StoreFailureException.FindIn(failure)!.IsTransient);
        Assert.DoesNotContain(S3Impostor.SecretKey, failure.ToString(), StringComparison.Ordinal);
    }

    private S3Store Open(StoreAccess access) => new(_connections, _service.Bucket("box", "at"), access);

    private Task PutAsync(ObjectName name) => _store.PutAsync(name, new BytesContent("payload"u8.ToArray()), None);

    private static async Task<ServerFault> FaultOfAsync(Func<Task> work) =>
        Assert.IsType<ServerFailed>((await Assert.ThrowsAsync<ArchivistException>(work)).Problem).Fault;
}

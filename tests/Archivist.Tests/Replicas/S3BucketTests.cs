using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>What a bucket says of itself.</summary>
public sealed class S3BucketTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = "payload"u8.ToArray();
    private static readonly ObjectName Pack = new(ObjectKind.Pack, Digest.Of(Content));

    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);
    private S3Impostor _service = null!;
    private S3Store _store = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await S3Impostor.StartAsync();
        _service.Buckets["box"] = true;
        _store = new S3Store(_connections, _service.Bucket("box", "at"), S3Impostor.Access);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _connections.Dispose();
    }

    [Fact]
    public async Task A_plain_bucket_keeps_no_versions_locks_nothing_and_has_no_rules()
    {
        var settings = await _store.ReadSettingsAsync(None);

        Assert.Equal((BucketVersioning.Off, false, null, false), (settings.Versioning, settings.HasLock, settings.Retention, settings.IsHidden));
        Assert.Empty(settings.Rules!);
    }

    [Theory]
    [InlineData("Enabled", BucketVersioning.On)]
    [InlineData("Suspended", BucketVersioning.Suspended)]
    public async Task Versions_are_seen(string status, BucketVersioning expected)
    {
        _service.Versioning = status;
        Assert.Equal(expected, (await _store.ReadSettingsAsync(None)).Versioning);
    }

    [Theory]
    [InlineData("COMPLIANCE", 30, true)]
    [InlineData("GOVERNANCE", 7, false)]
    public async Task A_lock_is_seen_with_its_mode_and_days(string mode, int days, bool isCompliance)
    {
        _service.ObjectLock = (mode, days);
        var settings = await _store.ReadSettingsAsync(None);
        Assert.Equal((true, new BucketRetention(isCompliance, days)), (settings.HasLock, settings.Retention));
    }

    [Fact]
    public async Task A_lock_without_a_default_locks_nothing_by_itself()
    {
        _service.ObjectLock = ("", 0);
        var settings = await _store.ReadSettingsAsync(None);
        Assert.Equal((true, null), (settings.HasLock, settings.Retention));
    }

    [Fact]
    public async Task What_the_keys_may_not_see_is_unknown_and_said_so()
    {
        _service.HidesSettings = true;
        Assert.Equal(new BucketSettings { IsHidden = true }, await _store.ReadSettingsAsync(None));
    }

    [Fact]
    public async Task What_a_service_does_not_know_is_unknown()
    {
        _service.LacksSettings = true;
        Assert.Equal(new BucketSettings(), await _store.ReadSettingsAsync(None));
    }

    [Fact]
    public async Task A_service_that_is_too_busy_fails()
    {
        _service.Lie = S3Lie.SlowDown;
        await Assert.ThrowsAsync<ArchivistException>(() => _store.ReadSettingsAsync(None));
    }

    public static TheoryData<string, string> Rules => new()
    {
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Prefix/></Filter><Expiration><Days>30</Days></Expiration></Rule>", "x Removes 30  harmful" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Prefix>at/</Prefix><Expiration><Days>30</Days></Expiration></Rule>", "x Removes 30  harmful" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Prefix>at/data/</Prefix></Filter><Expiration><Days>9</Days></Expiration></Rule>", "x Removes 9  harmful" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><And><Prefix>a</Prefix><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></And></Filter><Expiration><Days>9</Days></Expiration></Rule>", "x Removes 9  harmful" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter/><Expiration><Date>2040-01-01T00:00:00Z</Date></Expiration></Rule>", "x Removes   harmful" },
        { "<Rule><ID>x</ID><Status>Disabled</Status><Filter><Prefix/></Filter><Expiration><Days>30</Days></Expiration></Rule>", "" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Prefix>elsewhere/</Prefix></Filter><Expiration><Days>30</Days></Expiration></Rule>", "" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Prefix>at/locks/</Prefix></Filter><Expiration><Days>30</Days></Expiration></Rule>", "" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter><Expiration><Days>30</Days></Expiration></Rule>", "" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter/><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>", "" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter/><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays></NoncurrentVersionExpiration></Rule>", "x RemovesOldVersions 5  " },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter/><Transition><Days>1</Days><StorageClass>DEEP_ARCHIVE</StorageClass></Transition></Rule>", "x Moves 1 DEEP_ARCHIVE harmful" },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter/><Transition><Days>1</Days><StorageClass>STANDARD_IA</StorageClass></Transition></Rule>", "x Moves 1 STANDARD_IA " },
        { "<Rule><ID>x</ID><Status>Enabled</Status><Filter><Prefix>at/data/</Prefix></Filter><Transition><Days>0</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>", "x Moves 0 GLACIER " },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rules_count_when_they_concern_this_repository(string rule, string expected)
    {
        _service.Lifecycle = rule;
        var found = (await _store.ReadSettingsAsync(None)).Rules!;
        Assert.Equal(expected, string.Join(';', found.Select(effect => $"{effect.Name} {effect.Effect} {effect.Days} {effect.StorageClass} {(effect.IsHarmful ? "harmful" : "")}")));
    }

    [Fact]
    public async Task Classes_are_found_and_which_of_them_are_cold()
    {
        await PutAsync(Content);
        await PutAsync("other"u8.ToArray());
        _service.Move(_service.Objects.Keys.Order(StringComparer.Ordinal).Last(), "DEEP_ARCHIVE");

        var classes = await _store.FindPackClassesAsync(None);

        Assert.Equal([new PackClass("DEEP_ARCHIVE", true), new PackClass("STANDARD", false)], classes.OrderBy(one => one.Name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ConditionSupport.Obeyed, true)]
    [InlineData(ConditionSupport.PassedOver, false)]
    [InlineData(ConditionSupport.Refused, false)]
    public async Task Whether_conditions_are_obeyed_is_found(ConditionSupport support, bool expected)
    {
        await PutAsync(Content);
        _service.Conditions = support;
        Assert.Equal(expected, await _store.ObeysConditionAsync(Pack, new BytesContent(Content), None));
    }

    [Fact]
    public async Task The_service_states_the_hash_that_it_compared()
    {
        _service.Digests = DigestSupport.Kept;
        await PutAsync(Content);
        Assert.Equal(Pack.Id, await _store.FindDigestAsync(Pack, None));
    }

    [Fact]
    public async Task A_service_that_passes_over_hashes_states_none()
    {
        await PutAsync(Content);
        Assert.Null(await _store.FindDigestAsync(Pack, None));
        Assert.Null(await _store.FindDigestAsync(Pack with { Kind = ObjectKind.Index }, None));
    }

    [Fact]
    public async Task A_service_that_refuses_the_header_gets_the_object_without_it_and_is_not_asked_again()
    {
        _service.Digests = DigestSupport.Refused;
        await PutAsync(Content);
        await PutAsync("other"u8.ToArray());
        Assert.Equal(2, _service.Objects.Count);
        Assert.Equal(3, _service.Log.Count(line => line.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_service_that_compares_hashes_refuses_other_bytes()
    {
        _service.Digests = DigestSupport.Kept;
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => _store.PutAsync(Pack, new BytesContent("Payload"u8.ToArray()), None));
        Assert.IsType<ServerFault.ContentMismatch>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    private Task PutAsync(byte[] content) => _store.PutAsync(new ObjectName(ObjectKind.Pack, Digest.Of(content)), new BytesContent(content), None);
}

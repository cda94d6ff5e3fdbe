using Archivist.Platform.Problems;
using Archivist.Replicas.Probing;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.ToolTests.Replicas;

/// <summary>The contract over a real service: what holds for the impostor holds for it too.</summary>
public sealed class S3StoreOverRadosTests(RadosGateway gateway) : ObjectStoreContract, IClassFixture<RadosGateway>, IDisposable
{
    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);

    public void Dispose() => _connections.Dispose();

    protected override bool LetsOneWin => false;

    protected override async Task<IObjectStore> CreateAsync()
    {
        var store = await OpenAsync(RadosGateway.Access);
        // A bucket is created with the first key, which then goes.
        var key = ContractObjects.Name(ObjectKind.Key, "the first"u8.ToArray());
        await store.PutAsync(key, new BytesContent("the first"u8.ToArray()), CancellationToken.None);
        await store.RemoveAsync(key, CancellationToken.None);
        return store;
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_empty_and_takes_no_pack()
    {
        var store = await OpenAsync(RadosGateway.Access);
        Assert.Empty(await store.ListSortedAsync(ObjectKind.Pack, CancellationToken.None));
        Assert.Null(await store.FindLengthAsync(ObjectName.Configuration, CancellationToken.None));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.PutAsync(ContractObjects.DigitsName, new BytesContent(ContractObjects.Digits), CancellationToken.None));
        Assert.IsType<ServerFault.BucketMissing>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    [Fact]
    public async Task The_service_refuses_bytes_that_do_not_match_their_name()
    {
        var store = await CreateAsync();
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.PutAsync(ContractObjects.DigitsName, new BytesContent("9876543210"u8.ToArray()), CancellationToken.None));
        Assert.IsType<ServerFault.ContentMismatch>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Null(await store.FindLengthAsync(ContractObjects.DigitsName, CancellationToken.None));
    }

    [Fact]
    public async Task A_large_object_goes_up_in_parts_and_one_that_is_cut_leaves_nothing()
    {
        var store = await CreateAsync();
        var content = new ProbeContent(70 << 20);
        var cut = new ProbeContent(70 << 20, 60 << 20);
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(cut.Name, cut, CancellationToken.None));
        Assert.Null(await store.FindLengthAsync(content.Name, CancellationToken.None));
        await store.PutAsync(content.Name, content, CancellationToken.None);
        await using var stored = await store.OpenAsync(content.Name, ByteRange.All, CancellationToken.None);
        Assert.Equal(content.Name.Id.ToString(), Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stored, CancellationToken.None)));
    }

    [Fact]
    public async Task Of_several_configurations_at_once_one_stays()
    {
        var store = await CreateAsync();
        var puts = Enumerable.Range(0, 6).Select(async number =>
        {
            try
            {
                await store.PutAsync(ObjectName.Configuration, new BytesContent(new[] { (byte)number }), CancellationToken.None);
                return 1;
            }
            catch (ObjectExistsException)
            {
                return 0;
            }
        });
        Assert.Equal(1, (await Task.WhenAll(puts)).Sum());
    }

    [Fact]
    public async Task What_a_bucket_does_is_found_and_rules_that_are_set_are_seen()
    {
        var bucket = $"probed-{Guid.NewGuid():n}";
        var address = await gateway.AddressAsync();
        var (user, secret) = ("TRIALKEY", "TRIALSECRET");
        using var owner = new Amazon.S3.AmazonS3Client(user, secret, new Amazon.S3.AmazonS3Config { ServiceURL = address.AbsoluteUri, ForcePathStyle = true, UseHttp = true, AuthenticationRegion = "us-east-1" });
        await owner.PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = true }, CancellationToken.None);
        var store = new S3Store(_connections, new Uri(address, $"{bucket}/at"), RadosGateway.Access);
        await store.PutAsync(ObjectName.Configuration, new BytesContent("configuration"u8.ToArray()), CancellationToken.None);
        await store.PutAsync(ContractObjects.DigitsName, new BytesContent(ContractObjects.Digits), CancellationToken.None);

        var before = await new PlaceProbe(store, TimeProvider.System).RunAsync(CancellationToken.None);
        await owner.PutObjectLockConfigurationAsync(
            new Amazon.S3.Model.PutObjectLockConfigurationRequest
            {
                BucketName = bucket,
                ObjectLockConfiguration = new Amazon.S3.Model.ObjectLockConfiguration
                {
                    ObjectLockEnabled = Amazon.S3.ObjectLockEnabled.Enabled,
                    Rule = new Amazon.S3.Model.ObjectLockRule { DefaultRetention = new Amazon.S3.Model.DefaultRetention { Mode = Amazon.S3.ObjectLockRetentionMode.Compliance, Days = 3 } },
                },
            },
            CancellationToken.None);
        await owner.PutLifecycleConfigurationAsync(
            bucket,
            new Amazon.S3.Model.LifecycleConfiguration
            {
                Rules = [new() { Id = "tidy", Status = Amazon.S3.LifecycleRuleStatus.Enabled, Filter = new() { LifecycleFilterPredicate = new Amazon.S3.Model.LifecyclePrefixPredicate { Prefix = "at/" } }, Expiration = new() { Days = 7 } }],
            },
            CancellationToken.None);
        var after = await BucketLook.LookAsync(store, CancellationToken.None);

        Assert.True(before.IsGood, string.Join("; ", before.Steps));
        Assert.Equal((BucketVersioning.On, true, null, false, false), (before.Bucket!.Settings!.Versioning, before.Bucket.Settings.HasLock, before.Bucket.Settings.Retention, before.Bucket.StatesDigests, before.Bucket.Settings.IsHidden));
        // A bucket with versions passes over the condition, a plain one does not.
        Assert.False(before.Bucket.ObeysConditions);
        Assert.Equal([new PackClass("STANDARD", false)], before.Bucket.Classes!);
        Assert.Equal(new BucketRetention(true, 3), after!.Settings!.Retention);
        Assert.Equal([new BucketRule("tidy", BucketRuleEffect.Removes, 7)], after.HarmfulRules);
    }

    [Fact]
    public async Task A_plain_bucket_obeys_conditions_and_has_no_rules()
    {
        var store = await CreateAsync();
        await store.PutAsync(ObjectName.Configuration, new BytesContent("configuration"u8.ToArray()), CancellationToken.None);

        var bucket = (await new PlaceProbe(store, TimeProvider.System).RunAsync(CancellationToken.None)).Bucket!;

        Assert.Equal((true, BucketVersioning.Off, false), (bucket.ObeysConditions, bucket.Settings!.Versioning, bucket.Settings.HasLock));
        Assert.Empty(bucket.Settings.Rules!);
    }

    [Theory]
    [InlineData("TRIALKEY", "wrong", "SignatureDoesNotMatch")]
    [InlineData("NOBODY", "TRIALSECRET", "InvalidAccessKeyId")]
    public async Task Wrong_keys_are_named(string user, string password, string code)
    {
        var store = await OpenAsync(new StoreAccess { Credentials = _ => Task.FromResult<StoreCredentials?>(new StoreCredentials(user, password)) });
        var name = new ObjectName(ObjectKind.Pack, Digest.Of("x"u8));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(name, CancellationToken.None));
        Assert.Equal(new ServerFault.KeysRejected(code), Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    private async Task<S3Store> OpenAsync(StoreAccess access) =>
        new(_connections, new Uri(await gateway.AddressAsync(), $"contract-{Guid.NewGuid():n}/a prefix"), access);
}

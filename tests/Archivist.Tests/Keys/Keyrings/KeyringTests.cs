using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Keyrings;

public sealed class KeyringTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Secret = new byte[32];
    private static readonly byte[] Password = "the password"u8.ToArray();

    [Fact]
    public async Task Each_recipient_opens_it_until_the_entry_is_removed()
    {
        using var alice = AgeIdentity.Create(isHybrid: false);
        using var bob = AgeIdentity.Create(isHybrid: false);
        var keyring = new Keyring(new MemoryPlace());
        await keyring.AddAsync(Secret, Password, [alice.Recipient!, bob.Recipient!], None);
        Assert.Equal(Password, (await keyring.OpenAsync([bob], None)).Password);
        await keyring.RemoveAsync(Secret, Password, new KeyringEntry(AgeRecipientKind.Classic, bob.Recipient!.ToString()), None);

        Assert.Equal(Password, (await keyring.OpenAsync([alice], None)).Password);
        Assert.IsType<KeyringNotOpened>((await Assert.ThrowsAsync<ArchivistException>(() => keyring.OpenAsync([bob], None))).Problem);
        Assert.Equal(alice.Recipient!.ToString(), Assert.Single(await keyring.ListAsync(Secret, None)).Recipient);
    }

    [Fact]
    public async Task A_list_that_was_written_with_another_secret_adds_nobody()
    {
        using var alice = AgeIdentity.Create(isHybrid: false);
        using var mallory = AgeIdentity.Create(isHybrid: false);
        var (place, other) = (new MemoryPlace(), new MemoryPlace());
        await new Keyring(place).AddAsync(Secret, Password, [alice.Recipient!], None);
        await new Keyring(other).AddAsync("somebody else's secret of 32 byte"u8.ToArray(), Password, [alice.Recipient!, mallory.Recipient!], None);
        place.Files["recipients.age"] = other.Files["recipients.age"];

        Assert.IsType<KeyringListInvalid>((await Assert.ThrowsAsync<ArchivistException>(() => new Keyring(place).RewrapAsync(Secret, Password, None))).Problem);
        Assert.IsType<KeyringNotOpened>((await Assert.ThrowsAsync<ArchivistException>(() => new Keyring(place).OpenAsync([mallory], None))).Problem);
    }

    [Fact]
    public async Task A_copy_follows_every_change_and_survives_a_source_that_has_lost_its_keyring()
    {
        using var alice = AgeIdentity.Create(isHybrid: true);
        using var bob = AgeIdentity.Create(isHybrid: false);
        var (place, copy) = (new MemoryPlace(), new MemoryPlace());
        var keyring = new Keyring(place);
        await keyring.AddAsync(Secret, Password, [alice.Recipient!], None);
        await keyring.AddAsync(Secret, Password, [bob.Recipient!], None);
        Assert.True(await keyring.CopyToAsync(copy, None));
        Assert.False(await keyring.CopyToAsync(copy, None));
        await keyring.RemoveAsync(Secret, Password, new KeyringEntry(AgeRecipientKind.Classic, bob.Recipient!.ToString()), None);
        Assert.True(await keyring.CopyToAsync(copy, None));
        Assert.Equal(["hybrid.age", "recipients.age"], copy.Files.Keys.Order(StringComparer.Ordinal));

        place.Files.Clear();
        Assert.False(await keyring.CopyToAsync(copy, None));
        Assert.Equal(Password, (await new Keyring(copy).OpenAsync([alice], None)).Password);
    }

    [Fact]
    public async Task A_damaged_file_does_not_keep_another_one_from_opening()
    {
        using var alice = AgeIdentity.Create(isHybrid: false);
        using var hybrid = AgeIdentity.Create(isHybrid: true);
        var place = new MemoryPlace();
        await new Keyring(place).AddAsync(Secret, Password, [alice.Recipient!, hybrid.Recipient!], None);
        place.Files["people.age"] = "nonsense"u8.ToArray();

        Assert.Equal(AgeRecipientKind.Hybrid, (await new Keyring(place).OpenAsync([alice, hybrid], None)).Kind);
        Assert.IsType<AgeHeaderInvalid>((await Assert.ThrowsAsync<ArchivistException>(() => new Keyring(place).OpenAsync([alice], None))).Problem);
    }

    private sealed class MemoryPlace : IKeyringPlace
    {
        internal Dictionary<string, byte[]> Files { get; } = [];

        public string Location => "memory";

        public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Files.GetValueOrDefault(name));

        public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            Files[name] = content.ToArray();
            return Task.CompletedTask;
        }

        public Task RemoveAsync(string name, CancellationToken cancellationToken)
        {
            Files.Remove(name);
            return Task.CompletedTask;
        }
    }
}

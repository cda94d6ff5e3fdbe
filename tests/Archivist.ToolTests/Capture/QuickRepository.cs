using System.Text;
using System.Text.Json;
using Archivist.Platform;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.ToolTests.Capture;

/// <summary>
/// A repository that both tools open at once: its key is derived from the password with the least work that the format allows, so that
/// hundreds of runs of restic take seconds.
/// </summary>
internal sealed class QuickRepository : IDisposable
{
    private static readonly byte[] Password = "p"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    private QuickRepository(OpenRepository repository) => Repository = repository;

    internal OpenRepository Repository { get; private set; }

    internal string this[string name] => _folder[name];

    internal static async Task<QuickRepository> CreateAsync()
    {
        var quick = new QuickRepository(null!);
        await File.WriteAllBytesAsync(quick["password"], [.. Password, (byte)'\n']);
        var store = new FolderStore(quick["repository"]);
        quick.Repository = await SealedRepository.CreateAsync(store, Password, Operator.Current, TimeProvider.System, CancellationToken.None);
        await foreach (var (name, _) in store.ListAsync(ObjectKind.Key, CancellationToken.None))
        {
            var key = KeyFile.Parse(await store.ReadAllAsync(name, 1 << 20, CancellationToken.None), name);
            var weak = Weaken(key, KeyFile.TryOpen(key, Password, name)!).Write();
            await store.PutAsync(new ObjectName(ObjectKind.Key, Digest.Of(weak)), new BytesContent(weak), CancellationToken.None);
            await store.RemoveAsync(name, CancellationToken.None);
            break;
        }

        return quick;
    }

    internal Task<Images.Tool.Result> ResticAsync(params string[] arguments) =>
        Images.Tool.RunAsync("restic", ["-r", this["repository"], "-p", this["password"], "--no-cache", .. arguments]);

    public void Dispose() => _folder.Dispose();

    private static KeyDocument Weaken(KeyDocument key, SealingKey master)
    {
        var derived = new byte[SealingKey.Size];
        Scrypt.Derive(Password, key.Salt, 2, 1, 1, derived);
        using var pool = new SealerPool(new SealingKey(derived));
        var plaintext = new MasterKeyDocument(master.MacK.ToArray(), master.MacR.ToArray(), master.Encryption.ToArray()).Write();
        return key with { N = 2, R = 1, P = 1, Data = pool.Seal(plaintext) };
    }
}

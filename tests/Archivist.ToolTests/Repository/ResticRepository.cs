using Archivist.App.Cli;
using Archivist.Platform;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Repository;

/// <summary>A repository in a folder that restic opens quickly: its one key costs nothing to try.</summary>
internal sealed class ResticRepository : IDisposable
{
    internal const string Password = "a passphrase of several words";

    private readonly TemporaryFolder _folder = new();

    private readonly string _restic;

    private ResticRepository(string restic) => _restic = restic;

    internal string Path => _folder["repository"];

    internal FolderStore Store { get; private set; } = null!;

    internal OpenRepository Repository { get; private set; } = null!;

    internal static async Task<ResticRepository> CreateAsync(string restic = ResticProgram.Installed)
    {
        ResticProgram.Require(restic);
        var made = new ResticRepository(restic);
        made.Store = new FolderStore(made.Path);
        made.Repository = await SealedRepository.CreateAsync(
            made.Store, System.Text.Encoding.UTF8.GetBytes(Password), Operator.Current, TimeProvider.System, CancellationToken.None);
        var slow = Assert.Single(await made.Store.ListSortedAsync(ObjectKind.Key, CancellationToken.None));
        var quick = KeyFile.Create(
            made.Repository.Sealers.Key, System.Text.Encoding.UTF8.GetBytes(Password), Operator.Current, TimeProvider.System.GetUtcNow(), new KeyCost(2, 1, 1));
        await made.Store.PutAsync(new ObjectName(ObjectKind.Key, Digest.Of(quick)), new BytesContent(quick), CancellationToken.None);
        await made.Store.RemoveAsync(slow.Name, CancellationToken.None);
        return made;
    }

    /// <summary>Runs restic on it, in the given time zone.</summary>
    internal Task<(int Status, string Output)> RunAsync(IEnumerable<string> arguments, string zone = "UTC") => Tool.RunAsync(
        _restic, ["-r", Path, "--no-cache", .. arguments],
        new Dictionary<string, string> { ["RESTIC_PASSWORD"] = Password, ["TZ"] = zone });

    public void Dispose() => _folder.Dispose();
}

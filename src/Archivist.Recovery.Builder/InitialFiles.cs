namespace Archivist.Recovery.Builder;

/// <summary>
/// The archive that the kernel unpacks into memory: busybox, init, and the modules that lead to the disc.
/// Kept small, for every byte of it is read by firmware and decompressed before anything else happens.
/// </summary>
internal sealed class InitialFiles(UnpackedTree tree, KernelModules modules)
{
    internal async Task WriteAsync(string work, string target, CancellationToken cancellationToken)
    {
        var staged = Path.Combine(work, "initial");
        await modules.CopyAsync(tree, KernelModules.ReadList(BuildingResources.Text("modules.first")), staged, cancellationToken);

        var archive = Path.Combine(work, "initial.cpio");
        await using (var file = new FileStream(archive, FileMode.Create, FileAccess.Write, FileShare.None))
            await WriteArchiveAsync(new CpioArchive(file), staged, cancellationToken);

        // One thread, so that the bytes do not depend on the number of processors.
        await tree.RunAsync(
            "zstd", ["usr/bin/zstd"], ["-q", "-f", "-19", "--single-thread", "--no-progress", archive, "-o", target], cancellationToken);
    }

    private async Task WriteArchiveAsync(CpioArchive archive, string staged, CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])["bin", "dev", "etc", "lib", "medium", "proc", "run", "sys", "tmp"])
            await archive.AddFolderAsync(folder, cancellationToken);
        await archive.AddLinkAsync("sbin", "bin", cancellationToken);
        await archive.AddCharacterDeviceAsync("dev/console", 5, 1, cancellationToken);
        await archive.AddCharacterDeviceAsync("dev/null", 1, 3, cancellationToken);
        await archive.AddFileAsync("init", BuildingResources.Bytes("init"), true, cancellationToken);
        await archive.AddFileAsync("etc/udhcpc", BuildingResources.Bytes("udhcpc"), true, cancellationToken);
        await archive.AddFileAsync("bin/busybox", await File.ReadAllBytesAsync(Busybox.PathIn(tree), cancellationToken), true, cancellationToken);
        foreach (var applet in await Busybox.AppletsAsync(tree, cancellationToken))
            await archive.AddLinkAsync($"bin/{applet}", "busybox", cancellationToken);
        foreach (var path in Directory.GetFiles(staged, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await archive.AddFileAsync(
                Path.GetRelativePath(staged, path), await File.ReadAllBytesAsync(path, cancellationToken), false, cancellationToken);
        }

        await archive.FinishAsync(cancellationToken);
    }
}

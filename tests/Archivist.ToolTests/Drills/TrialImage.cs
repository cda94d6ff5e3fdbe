using Archivist.Platform.Processes;
using Archivist.Recovery.Builder;
using Archivist.ToolTests.Recovery;

namespace Archivist.ToolTests.Drills;

/// <summary>The recovery environment on an image that xorriso mastered: it stands in for a disc of our own where only booting matters.</summary>
internal static class TrialImage
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    internal static async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var environment = await BuiltEnvironment.GetAsync(cancellationToken);
        await Gate.WaitAsync(cancellationToken);
        try
        {
            var image = Path.Combine(BuiltEnvironment.CacheFolder, $"trial-{environment.Key[..16]}.iso");
            if (!File.Exists(image))
            {
                foreach (var old in Directory.GetFiles(BuiltEnvironment.CacheFolder, "trial-*"))
                    File.Delete(old);
                await MasterAsync(environment, image + ".new", cancellationToken);
                File.Move(image + ".new", image, overwrite: true);
            }

            return image;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task MasterAsync(RecoveryEnvironment environment, string image, CancellationToken cancellationToken)
    {
        var bootCode = image + ".mbr";
        await using (var file = new FileStream(bootCode, FileMode.Create))
            await file.WriteAsync(environment.MasterBootCode, cancellationToken);
        string[] arguments =
        [
            "-as", "mkisofs", "-quiet", "-o", image, "-R", "-J", "-V", "TRIAL",
            "-b", environment.BiosImagePath, "-c", "boot/boot.cat", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table",
            "--grub2-boot-info", "--grub2-mbr", bootCode,
            "-eltorito-alt-boot", "-e", environment.EfiImagePath, "-no-emul-boot", "-isohybrid-gpt-basdat",
            "-graft-points", .. environment.Files.Select(file => $"{file.PathOnDisc}={file.LocalPath}"),
        ];
        (await ToolProcess.RunAsync(new ToolCommand("xorriso", arguments) { Package = "xorriso" }, cancellationToken)).EnsureSuccess();
        File.Delete(bootCode);
    }
}

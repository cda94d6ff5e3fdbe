using System.Text;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>Writes the unit with which systemd runs the service of an archive, or removes it. Starts and stops nothing.</summary>
public sealed class InstallServiceOperation(OperationEnvironment environment) : Operation<InstallServiceRequest, InstallServiceResult>(environment)
{
    private const string SystemUnits = "/etc/systemd/system";

    private protected override async Task<InstallServiceResult> RunAsync(InstallServiceRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var unit = $"archivist-{settings.Archive.Name}.service";
        var file = Path.Combine(request.Directory ?? DirectoryOf(request, archive.Context.Surroundings), unit);
        if (request.Removes)
            return new InstallServiceResult(unit, file, null, Remove(file, request.IsPreview));
        ListenAddress.RequireSafe(settings.Serve.Listen, hasSignIn: false, hasTls: false);
        var text = new ServiceUnit(settings, archive.Context.Surroundings, request.IsOfUser).Describe([.. request.Command, settings.File]);
        return new InstallServiceResult(unit, file, text, await WriteAsync(file, text, request.IsPreview, cancellationToken));
    }

    private static string DirectoryOf(InstallServiceRequest request, SettingsEnvironment surroundings) =>
        request.IsOfUser ? Path.Combine(surroundings.Find("XDG_CONFIG_HOME") ?? Path.Combine(surroundings.Home, ".config"), "systemd", "user") : SystemUnits;

    private static async Task<bool> WriteAsync(string file, string text, bool isPreview, CancellationToken cancellationToken)
    {
        try
        {
            var content = Encoding.UTF8.GetBytes(text);
            if (FileLookup.IsFile(file) && (await File.ReadAllBytesAsync(file, cancellationToken)).AsSpan().SequenceEqual(content))
                return false;
            if (isPreview)
                return true;
            DurableFile.CreateDirectory(Path.GetDirectoryName(file)!);
            await DurableFile.ReplaceAsync(file, content, cancellationToken);
            return true;
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArchivistException(new UnitNotWritable(file, new Cause.Kernel(KernelError.AccessDenied)), cause);
        }
    }

    private static bool Remove(string file, bool isPreview)
    {
        try
        {
            if (FileLookup.FindLink(file) is null)
                return false;
            if (!isPreview)
                DurableFile.Remove(file);
            return true;
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArchivistException(new UnitNotWritable(file, new Cause.Kernel(KernelError.AccessDenied)), cause);
        }
    }
}

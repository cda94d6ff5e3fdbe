using Archivist.Operations.Serving;

namespace Archivist.Tests.Operations.Serving;

public sealed class InstallServiceOperationTests : IDisposable
{
    private readonly Bench _bench = new();

    public InstallServiceOperationTests() => _bench.UseSettings("near");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_unit_runs_the_service_of_these_settings_and_loads_the_password_as_a_credential()
    {
        var result = await RunAsync(new InstallServiceRequest { Command = ["/opt/my $archive/archivist", "serve", "--config"] });

        Assert.Equal(("archivist-alice.service", true), (result.Unit, result.IsChanged));
        Assert.Equal(result.Text, File.ReadAllText(result.File));
        Assert.Contains($"\nExecStart=\"/opt/my $$archive/archivist\" \"serve\" \"--config\" \"{_bench.Folder.At("archivist.toml")}\"\n", result.Text, StringComparison.Ordinal);
        Assert.Contains($"\nLoadCredential=\"password:{_bench.Folder.At("password")}\"\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("\nEnvironment=ARCHIVIST__ARCHIVE__PASSWORD=systemd:password\n", result.Text, StringComparison.Ordinal);
        // Everything of this archive lies in one directory.
        Assert.Single(result.Text!.Split('\n'), line => line == $"ReadWritePaths=\"-{_bench.Folder.Path}\"");
        Assert.DoesNotContain(_bench.Folder.At("near"), result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_of_the_settings_is_loaded_by_its_name()
    {
        Replace($"password = \"file:{_bench.Folder.At("password")}\"", "password = \"systemd:alice\"");

        var result = await RunAsync(Request);

        Assert.Contains("\nLoadCredential=alice\n", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ARCHIVIST__", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_of_a_user_has_what_the_manager_of_a_user_can_do()
    {
        var result = await RunAsync(Request with { IsOfUser = true });

        Assert.Contains("\nWantedBy=default.target\n", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("CapabilityBoundingSet", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("LoadCredential", result.Text, StringComparison.Ordinal);
        Assert.Contains("\nNoNewPrivileges=yes\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_writes_nothing_and_a_unit_that_is_there_is_left_alone()
    {
        var preview = await RunAsync(Request with { IsPreview = true });
        Assert.True(preview.IsChanged);
        Assert.False(File.Exists(preview.File));

        await RunAsync(Request);
        Assert.False((await RunAsync(Request)).IsChanged);

        Assert.True((await RunAsync(Request with { Removes = true, IsPreview = true })).IsChanged);
        Assert.True(File.Exists(preview.File));
        Assert.True((await RunAsync(Request with { Removes = true })).IsChanged);
        Assert.False(File.Exists(preview.File));
        Assert.False((await RunAsync(Request with { Removes = true })).IsChanged);
    }

    private static InstallServiceRequest Request { get; } = new() { Command = ["/usr/bin/archivist", "serve", "--config"] };

    private Task<InstallServiceResult> RunAsync(InstallServiceRequest request) => new InstallServiceOperation(_bench.Environment).RunAsync(
        request with { Archive = _bench.Access, Directory = _bench.Folder.At("units") }, _bench.Events, CancellationToken.None);

    private void Replace(string old, string now)
    {
        var file = _bench.Folder.At("archivist.toml");
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, now, StringComparison.Ordinal));
    }
}

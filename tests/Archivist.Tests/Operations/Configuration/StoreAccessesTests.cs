using Archivist.Operations.Configuration;
using Archivist.Replicas.Stores.Http;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration;

public sealed class StoreAccessesTests : IDisposable
{
    private const string Settings =
        """
        [archive]
        name = "a"
        sources = ["/home"]
        repository = "/r"
        password = "env:REPOSITORY"
        [[replica]]
        name = "box"
        vendor = "v"
        geography = "g"
        url = "s3:https://s3.example.net/box"
        user = "AKEXAMPLE"
        password = "env:BOX"
        region = "fr-par"
        storage-class = "STANDARD_IA"
        [[replica]]
        name = "nas"
        vendor = "w"
        geography = "h"
        url = "rest:https://nas.example/a"
        [[replica]]
        name = "bare"
        vendor = "x"
        geography = "i"
        url = "s3:https://s3.example.net/bare"
        virtual-host = true

        """;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ScratchFolder _folder = new();

    private readonly Dictionary<string, string> _variables = new()
    {
        ["REPOSITORY"] = "of the repository",
        ["BOX"] = "of the box",
        ["AWS_ACCESS_KEY_ID"] = "KEY",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_SESSION_TOKEN"] = "token",
        ["AWS_DEFAULT_REGION"] = "eu-west-1",
        ["RESTIC_REST_USERNAME"] = "alice",
        ["RESTIC_REST_PASSWORD"] = "of alice",
        ["RESTIC_CACERT"] = "ca.pem",
        ["RESTIC_TLS_CLIENT_CERT"] = "/own.pem",
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("s3:https://s3.example.net/box")]
    [InlineData("s3:s3.example.net/box")]
    [InlineData("s3:https://S3.EXAMPLE.net:443/box")]
    public async Task A_replica_is_spoken_to_as_the_settings_say_however_its_address_is_spelled(string address)
    {
        var access = await FindAsync(address);
        Assert.Equal(new StoreCredentials("AKEXAMPLE", "of the box"), await access.Credentials!(None));
        Assert.Equal(("fr-par", "STANDARD_IA", false), (access.Region, access.StorageClass, access.IsVirtualHost));
    }

    [Theory]
    [InlineData("s3:https://s3.example.net/other", "KEY", "secret", "token")]
    [InlineData("rest:https://elsewhere.example/a", "alice", "of alice", null)]
    public async Task An_address_that_is_typed_is_spoken_to_as_the_variables_say(string address, string user, string password, string? token)
    {
        var access = await FindAsync(address);
        Assert.Equal(new StoreCredentials(user, password, token), await access.Credentials!(None));
        Assert.Equal(new ServerTrust(_folder.At("ca.pem"), "/own.pem"), access.Trust);
        Assert.Equal("eu-west-1", access.Region);
    }

    [Fact]
    public async Task A_password_in_a_variable_goes_to_no_server_of_the_settings_and_keys_that_only_sign_do()
    {
        Assert.Null((await FindAsync("rest:https://nas.example/a")).Credentials);
        var bare = await FindAsync("s3:https://s3.example.net/bare");
        Assert.Equal(new StoreCredentials("KEY", "secret", "token"), await bare.Credentials!(None));
        Assert.Equal((true, null), (bare.IsVirtualHost, bare.Region));
    }

    [Fact]
    public async Task Without_variables_there_are_no_credentials()
    {
        _variables.Remove("AWS_SECRET_ACCESS_KEY");
        _variables.Remove("RESTIC_REST_USERNAME");
        Assert.Null(await (await FindAsync("s3:https://s3.example.net/other")).Credentials!(None));
        Assert.Null(await (await FindAsync("rest:https://elsewhere.example/")).Credentials!(None));
    }

    [Theory]
    [InlineData("/srv/copy")]
    [InlineData("disc:/dev/sr0")]
    [InlineData("nosuch:thing")]
    public async Task What_is_no_server_needs_none(string address) => Assert.Same(StoreAccess.None, await FindAsync(address));

    [Fact]
    public async Task Credentials_are_not_shown() =>
        Assert.DoesNotContain("of the box", $"{await (await FindAsync("s3:https://s3.example.net/box")).Credentials!(None)}", StringComparison.Ordinal);

    private async Task<StoreAccess> FindAsync(string address)
    {
        var surroundings = new SettingsEnvironment(_variables, _folder.Path, "/home/tester");
        var accesses = new StoreAccesses(surroundings);
        accesses.Use(await SettingsReader.ReadAsync(_folder.Write("archivist.toml", Settings), surroundings, None));
        return accesses.Find(address, new SecretSources(name => _variables.GetValueOrDefault(name), (_, _) => throw new InvalidOperationException("no command is run")));
    }
}

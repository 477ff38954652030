// A device on the MQTT library under the Go device library, with the options that docs/protocol/device.md 1.1 tells of
// it. It unpacks its archive by Go's own zlib and tar.
package main

import (
	"archive/tar"
	"compress/zlib"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type env struct {
	Domain    string `json:"PU_DOMAIN"`
	Scheme    string `json:"PU_HTTP_TYPE"`
	Prefix    string `json:"PU_APP_PREFIX"`
	API       string `json:"PU_API_ACTUAL_PREFIX"`
	Host      string `json:"PU_MQTT_HOST"`
	Port      int    `json:"PU_MQTT_PORT"`
	KeepAlive int    `json:"PU_MQTT_KEEPALIVE"`
	Ping      int    `json:"PU_MQTT_PING_INTERVAL"`
	Token     string `json:"PU_AUTH_TOKEN"`
	Interval  int    `json:"PU_STATE_SEND_INTERVAL"`
	Commit    string `json:"PU_COMMIT_VERSION"`
}

type schema map[string]map[string][]string

const patience = 5 * time.Second

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(name string, target any) {
	bytes, err := os.ReadFile(name)
	check(err)
	check(json.Unmarshal(bytes, target))
}

// unpack fetches the archive and writes its files; anything but files and folders is an error.
func unpack(url, token string) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	check(err)
	request.Header.Set("x-auth-token", token)
	response, err := http.DefaultClient.Do(request)
	check(err)
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		check(fmt.Errorf("the archive answered %s", response.Status))
	}
	inflated, err := zlib.NewReader(response.Body)
	check(err)
	entries := tar.NewReader(inflated)
	for {
		header, err := entries.Next()
		if err == io.EOF {
			return
		}
		check(err)
		name := filepath.Clean(header.Name)
		switch header.Typeflag {
		case tar.TypeDir:
			check(os.MkdirAll(name, 0o755))
		case tar.TypeReg:
			bytes, err := io.ReadAll(entries)
			check(err)
			check(os.WriteFile(name, bytes, 0o644))
		default:
			check(fmt.Errorf("%s is of type %c", header.Name, header.Typeflag))
		}
	}
}

func main() {
	if len(os.Args) == 3 {
		unpack(os.Args[1], os.Args[2])
		return
	}
	var settings env
	var topics schema
	read("env.json", &settings)
	read("schema.json", &topics)
	id := make([]byte, 16)
	_, err := rand.Read(id)
	check(err)

	options := mqtt.NewClientOptions().
		AddBroker(fmt.Sprintf("tcp://%s:%d", settings.Host, settings.Port)).
		SetClientID(fmt.Sprintf("%x-%x-%x-%x-%x", id[0:4], id[4:6], id[6:8], id[8:10], id[10:16])).
		SetUsername(settings.Token).
		SetPassword("").
		SetCleanSession(true).
		SetAutoReconnect(true).
		SetConnectRetry(true).
		SetKeepAlive(time.Duration(settings.KeepAlive) * time.Second).
		SetPingTimeout(time.Duration(settings.Ping) * time.Second).
		SetConnectTimeout(10 * time.Second)
	log := topics["output_base_topic"]["log/pepeunit"][0]
	publish := func(client mqtt.Client, topic, text string) {
		if token := client.Publish(topic, 1, false, text); !token.WaitTimeout(patience) || token.Error() != nil {
			fmt.Fprintln(os.Stderr, "not acknowledged:", topic, token.Error())
		}
	}
	note := func(client mqtt.Client, text string) {
		line, _ := json.Marshal(map[string]string{
			"level": "Info", "text": fmt.Sprintf("%x: %s", id[0:4], text),
			"create_datetime": time.Now().UTC().Format(time.RFC3339),
		})
		go publish(client, log, string(line))
	}
	options.SetOnConnectHandler(func(client mqtt.Client) {
		for _, section := range []string{"input_base_topic", "input_topic"} {
			for name, list := range topics[section] {
				for _, topic := range list {
					name := name
					token := client.Subscribe(topic, 1, func(client mqtt.Client, message mqtt.Message) {
						note(client, strings.Join([]string{"heard", name, string(message.Payload())}, " "))
					})
					if !token.WaitTimeout(patience) || token.Error() != nil {
						fmt.Fprintln(os.Stderr, "refused:", topic, token.Error())
					}
				}
			}
		}
		note(client, "subscribed")
	})
	client := mqtt.NewClient(options)
	if token := client.Connect(); token.Wait() && token.Error() != nil {
		check(token.Error())
	}
	for {
		state, _ := json.Marshal(map[string]any{
			"millis": time.Now().UnixMilli(), "mem_free": 1, "mem_alloc": 2, "freq": 2400.0,
			"pu_commit_version": settings.Commit,
		})
		if client.IsConnectionOpen() {
			publish(client, topics["output_base_topic"]["state/pepeunit"][0], string(state))
			publish(client, topics["output_topic"]["temperature/pepeunit"][0], "21.5")
		}
		time.Sleep(time.Duration(settings.Interval) * time.Second)
	}
}

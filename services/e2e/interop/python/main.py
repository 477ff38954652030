"""A device on the published Python library; what it is told to do comes by its Input."""

import json
import time

from pepeunit_client import AesGcmCipher, PepeunitClient
from pepeunit_client.enums import SearchScope, SearchTopicType

VERSION = 'one'
INPUT = 'speed/pepeunit'
OUTPUT = 'temperature/pepeunit'


def act(client, order):
    """Does what is ordered and gives the answer."""
    rest, schema = client.rest_client, client.schema
    if order.startswith('store '):
        rest.set_state_storage(order[len('store '):])
        return rest.get_state_storage()
    if order == 'inputs':
        return json.dumps(rest.get_input_by_output(schema.input_topic[INPUT][-1])['count'])
    if order == 'units':
        uuids = [topic.split('/')[1] for topic in schema.input_topic[INPUT][1:]]
        return json.dumps([unit['name'] for unit in rest.get_units_by_nodes(uuids)['units']])
    if order == 'seal':
        return AesGcmCipher().aes_gcm_encode('from Python', client.settings.PU_ENCRYPT_KEY)
    if order.startswith('open '):
        return AesGcmCipher().aes_gcm_decode(order[len('open '):], client.settings.PU_ENCRYPT_KEY)
    return ''


def on_message(client, message):
    name = client.schema.find_topic_by_unit_node(message.topic, SearchTopicType.FULL_NAME, SearchScope.INPUT)
    if name is None:
        return
    try:
        answer = act(client, message.payload)
        client.logger.info(f'{name} {message.payload} -> {answer}')
    except Exception as error:
        client.logger.error(f'{name} {message.payload}: {error!r}')


last_sent = 0


def on_cycle(client):
    global last_sent
    if time.time() - last_sent > 1:
        last_sent = time.time()
        client.publish_to_topics(OUTPUT, '21.5')


def main():
    client = PepeunitClient('env.json', 'schema.json', 'log.json', enable_mqtt=True, enable_rest=True)
    client.set_mqtt_input_handler(on_message)
    client.set_output_handler(on_cycle)
    client.mqtt_client.connect()
    client.subscribe_all_schema_topics()
    client.logger.info(f'program {VERSION}, greeting {client.settings.GREETING}')
    client.run_main_cycle()


if __name__ == '__main__':
    main()
